package dev.penstock.testkit;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A key with a certificate for 127.0.0.1 and localhost, made for one server.
 *
 * @param serverContext proves that it has the key
 * @param clientContext trusts the certificate and no other
 */
record TlsMaterial(SSLContext serverContext, SSLContext clientContext) {

  static TlsMaterial create() {
    try {
      var identity = SelfSigned.create();
      var server = SSLContext.getInstance("TLS");
      server.init(new KeyManager[] {new OneKey(identity)}, new TrustManager[0], null);
      var client = SSLContext.getInstance("TLS");
      client.init(new KeyManager[0], trusting(identity), null);
      return new TlsMaterial(server, client);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make a certificate", e);
    }
  }

  private static TrustManager[] trusting(SelfSigned identity)
      throws GeneralSecurityException, IOException {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(OneKey.ALIAS, identity.certificate());
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  /**
   * Has one key, for servers; not in a key store, whose encryption takes most of a second in a
   * fresh JVM.
   */
  private static final class OneKey extends X509ExtendedKeyManager {
    static final String ALIAS = "server";
    private static final String KEY_TYPE = "EC";

    private final SelfSigned identity;

    OneKey(SelfSigned identity) {
      this.identity = identity;
    }

    @Override
    public String @Nullable [] getServerAliases(
        @Nullable String keyType, Principal @Nullable [] issuers) {
      return KEY_TYPE.equals(keyType) ? new String[] {ALIAS} : null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        @Nullable String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return KEY_TYPE.equals(keyType) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        @Nullable String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return chooseServerAlias(keyType, issuers, null);
    }

    @Override
    public String @Nullable [] getClientAliases(
        @Nullable String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String @Nullable [] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(@Nullable String alias) {
      return new X509Certificate[] {identity.certificate()};
    }

    @Override
    public PrivateKey getPrivateKey(@Nullable String alias) {
      return identity.key();
    }
  }
}
