package dev.penstock.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Headers;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Against the examples that AWS publishes with their signatures.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Authenticating
 *     requests: examples</a>
 */
final class SigV4Test {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC);

  private final SigV4 signer =
      new SigV4(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", SECRET)),
          "us-east-1",
          "s3",
          CLOCK);

  private static BackendRequest request(String method, String uri, String body) {
    return new BackendRequest(
        URI.create(uri),
        method,
        Headers.of("User-Agent", "penstock", "Accept", "*/*"),
        body.getBytes(UTF_8),
        Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "?lifecycle, fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    "?max-keys=2&prefix=J, 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
  })
  void the_published_examples_hold(String query, String signature) {
    var added = signer.sign(request("GET", "https://examplebucket.s3.amazonaws.com/" + query, ""));
    assertThat(added.first("x-amz-date")).contains("20130524T000000Z");
    assertThat(added.first("authorization"))
        .contains(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + " SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="
                + signature);
    assertThat(added.contains("host")).isFalse();
  }

  @Test
  void it_shows_no_secret() {
    assertThat(signer.toString()).isEqualTo("SigV4 for s3 in us-east-1");
    assertThat(signer.sign(request("GET", "https://example.amazonaws.com/", "")).toString())
        .doesNotContain("AKIAIOSFODNN7EXAMPLE")
        .doesNotContain("Signature=");
  }
}
