package dev.penstock.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.testkit.ReceivedRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies Signature Version 4 as a server does, written from its specification: of what arrived,
 * with nothing but the secret.
 */
final class Verifier {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/([^/]+)/([^/]+)/([^/]+)/aws4_request,"
              + " SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

  private Verifier() {}

  /** Returns whether the signature is right, of the headers that it says it covers. */
  static boolean verifies(ReceivedRequest request, String secret, String region) {
    var matcher = AUTHORIZATION.matcher(request.header("Authorization").orElse(""));
    if (!matcher.matches() || !matcher.group(3).equals(region)) {
      return false;
    }
    var scope = matcher.group(2) + "/" + region + "/" + matcher.group(4) + "/aws4_request";
    var canonical = new StringBuilder(request.method()).append('\n');
    // Each segment of the path is encoded once more, in every service but S3.
    canonical.append(request.path().replace("%", "%25")).append("\n\n");
    for (var name : matcher.group(5).split(";", -1)) {
      canonical.append(name.toLowerCase(Locale.ROOT)).append(':');
      canonical.append(request.header(name).orElseThrow().strip()).append('\n');
    }
    canonical.append('\n').append(matcher.group(5)).append('\n').append(sha256(request.body()));
    var toSign =
        "AWS4-HMAC-SHA256\n"
            + request.header("X-Amz-Date").orElseThrow()
            + "\n"
            + scope
            + "\n"
            + sha256(canonical.toString().getBytes(UTF_8));
    var key = ("AWS4" + secret).getBytes(UTF_8);
    for (var part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, toSign)).equals(matcher.group(6));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
