package dev.penstock.bedrock;

import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Headers;
import dev.penstock.spi.RequestSigner;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Locale;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/**
 * Signs requests as AWS wants them, Signature Version 4, by AWS's own library.
 *
 * <p>What is signed is the method, the URI, the body, {@code Host}, {@code Content-Type} and AWS's
 * own headers: a proxy may change the others. The credentials are asked for each time, so those
 * that expire are renewed by their provider. Thread-safe if that is; shows no secret.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
public final class SigV4 implements RequestSigner {
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsProvider credentials;
  private final String region;
  private final String service;
  private final Clock clock;

  /**
   * Makes a signer.
   *
   * @param credentials give the credentials; asked at each request, and may block
   * @param region the region, such as {@code eu-central-1}
   * @param service the service's name in signatures, such as {@code bedrock}
   */
  public SigV4(AwsCredentialsProvider credentials, String region, String service) {
    this(credentials, region, service, Clock.systemUTC());
  }

  SigV4(AwsCredentialsProvider credentials, String region, String service, Clock clock) {
    this.credentials = credentials;
    this.region = region;
    this.service = service;
    this.clock = clock;
  }

  /**
   * {@inheritDoc}
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if there are no credentials
   */
  @Override
  public Headers sign(BackendRequest request) {
    var identity = credentials.resolveCredentials();
    var unsigned = unsigned(request);
    byte[] body = bytes(request.body());
    var signed =
        signer.sign(sign ->
            sign.identity(identity)
                .request(unsigned)
                .payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    var added = new ArrayList<Headers.Field>();
    signed
        .request()
        .headers()
        .forEach((name, values) -> {
          // The backend writes Host itself, as it is signed here.
          if (!name.equalsIgnoreCase("Host") && !unsigned.headers().containsKey(name)) {
            values.forEach(value -> added.add(new Headers.Field(name, value)));
          }
        });
    return Headers.of(added);
  }

  private static SdkHttpRequest unsigned(BackendRequest request) {
    var unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .uri(request.uri());
    for (var field : request.headers()) {
      var name = field.name().toLowerCase(Locale.ROOT);
      if (name.equals("content-type") || name.startsWith("x-amz-")) {
        unsigned.appendHeader(field.name(), field.value());
      }
    }
    return unsigned.build();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Shows what for it signs, and nothing of what with. */
  @Override
  public String toString() {
    return "SigV4 for " + service + " in " + region;
  }
}
