package dev.penstock.bedrock;

import dev.penstock.converse.Converse;
import dev.penstock.prompt.Endpoint;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * AWS Bedrock with the credentials that AWS's own library finds, or with given ones.
 *
 * {@snippet class = dev.penstock.bedrock.BedrockTest region = usage}
 *
 * <p>Stateless. AWS's chain looks at system properties, environment variables, the files in {@code
 * ~/.aws}, and what containers and machines of AWS offer. Credentials by single sign-on or by web
 * identity need AWS's modules {@code sso} and {@code sts} on the class path as well.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/credentials-chain.html">Default
 *     credentials provider chain</a>
 */
public final class Bedrock {
  private static final String SERVICE = "bedrock";

  private Bedrock() {}

  /**
   * {@return Bedrock in the region and with the credentials of AWS's chains}
   *
   * <p>A key in the environment variable {@code AWS_BEARER_TOKEN_BEDROCK} goes before credentials,
   * as in AWS's own libraries; a base URL in {@code AWS_ENDPOINT_URL_BEDROCK_RUNTIME} or {@code
   * AWS_ENDPOINT_URL} takes the place of the region's.
   *
   * @throws IllegalStateException if no region or no credentials are found; the message says where
   *     it was looked and shows no secret
   */
  public static Converse fromEnvironment() {
    return from(System::getenv);
  }

  /**
   * {@return Bedrock as {@link #fromEnvironment()} does, by other environment variables; AWS's
   * chains look at the process's own}
   *
   * @param environment the environment's variables by name
   * @throws IllegalStateException as {@link #fromEnvironment()} says
   */
  public static Converse from(Function<String, @Nullable String> environment) {
    var region = region();
    var key = Endpoint.optional(environment, "AWS_BEARER_TOKEN_BEDROCK");
    var bedrock = key == null ? in(region, checked(chain())) : Converse.in(region).key(key);
    var baseUrl =
        Endpoint.optional(environment, "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL");
    return baseUrl == null ? bedrock : bedrock.baseUrl(baseUrl);
  }

  /**
   * {@return Bedrock in a region, with the credentials of AWS's chain, which is asked when a
   * request is sent}
   *
   * @param region the region, such as {@code eu-central-1}
   */
  public static Converse in(String region) {
    return in(region, chain());
  }

  /**
   * {@return Bedrock in a region, with credentials of a provider}
   *
   * @param region the region, such as {@code eu-central-1}
   * @param credentials give the credentials, at each request; they stay the caller's to close
   */
  public static Converse in(String region, AwsCredentialsProvider credentials) {
    return Converse.in(region).signedBy(new SigV4(credentials, region, SERVICE));
  }

  /**
   * {@return Bedrock in a region, with given credentials}
   *
   * @param region the region, such as {@code eu-central-1}
   * @param accessKeyId the id of the access key
   * @param secretAccessKey the access key's secret
   * @param sessionToken the session's token, where the credentials are temporary; else null
   */
  public static Converse in(
      String region, String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
    var credentials =
        sessionToken == null
            ? AwsBasicCredentials.create(accessKeyId, secretAccessKey)
            : AwsSessionCredentials.create(accessKeyId, secretAccessKey, sessionToken);
    return in(region, StaticCredentialsProvider.create(credentials));
  }

  private static AwsCredentialsProvider chain() {
    return DefaultCredentialsProvider.builder().build();
  }

  private static AwsCredentialsProvider checked(AwsCredentialsProvider credentials) {
    try {
      var unused = credentials.resolveCredentials();
      return credentials;
    } catch (SdkException e) {
      throw new IllegalStateException(
          "no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or"
              + " AWS_BEARER_TOKEN_BEDROCK",
          e);
    }
  }

  private static String region() {
    try {
      return new DefaultAwsRegionProviderChain().getRegion().id();
    } catch (SdkException e) {
      throw new IllegalStateException(
          "no AWS region: set AWS_REGION, or the region of the profile", e);
    }
  }
}
