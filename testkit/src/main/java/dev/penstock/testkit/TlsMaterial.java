package dev.penstock.testkit;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key with a certificate for 127.0.0.1 and localhost, made for one server.
 *
 * @param serverContext proves that it has the key
 * @param clientContext trusts the certificate and no other
 */
record TlsMaterial(SSLContext serverContext, SSLContext clientContext) {
  private static final String ALIAS = "server";
  private static final char[] NO_PASSWORD = {};

  static TlsMaterial create() {
    try {
      var identity = SelfSigned.create();
      var keys = emptyStore();
      keys.setKeyEntry(ALIAS, identity.key(), NO_PASSWORD, identity.chain());
      var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keyManagers.init(keys, NO_PASSWORD);
      var server = SSLContext.getInstance("TLS");
      server.init(keyManagers.getKeyManagers(), null, null);

      var trusted = emptyStore();
      trusted.setCertificateEntry(ALIAS, identity.certificate());
      var trustManagers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trustManagers.init(trusted);
      var client = SSLContext.getInstance("TLS");
      client.init(null, trustManagers.getTrustManagers(), null);
      return new TlsMaterial(server, client);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make a certificate", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
