package dev.penstock.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.HttpStatusException;
import dev.penstock.Penstock;
import dev.penstock.RetryPolicy;
import dev.penstock.SigningException;
import dev.penstock.converse.Converse;
import dev.penstock.prompt.Prompt;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ScriptedServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Signed requests over real sockets, verified by the server. */
@Timeout(60)
final class BedrockTest {
  private static final String ID = "AKIDVERYSECRET";
  private static final String SECRET = "secret/access+key-very-secret";
  private static final String TOKEN = "session-token-very-secret==";
  private static final String MODEL = "arn:aws:bedrock:eu-west-1:1:inference-profile/eu.nova:0";

  /** A complete answer, which is read as a stream is. */
  private static final Answer HELLO =
      Answer.answer()
          .status(200)
          .header("Content-Type", "application/json")
          .body(
              "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Hello\"}]}},"
                  + "\"stopReason\":\"end_turn\"}");

  private final Map<String, String> properties = new TreeMap<>();

  @AfterEach
  void restoreProperties() {
    properties.keySet().forEach(System::clearProperty);
  }

  private void property(String name, String value) {
    properties.put(name, value);
    System.setProperty(name, value);
  }

  private static Converse bedrock(ScriptedServer server) {
    return Bedrock.in("eu-west-1", ID, SECRET, TOKEN).baseUrl(server.uri("").toString());
  }

  @Test
  void a_region_and_credentials_are_given_as_it_reads() {
    // @start region="usage"
    var bedrock = Bedrock.in("eu-west-1"); // the credentials that AWS's chain finds
    var request = bedrock.stream(Prompt.of("eu.amazon.nova-pro-v1:0", "Why is the sky blue?"));
    // @end
    assertThat(request.uri()).hasHost("bedrock-runtime.eu-west-1.amazonaws.com");
    assertThat(request.toString()).endsWith("signed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "jetty"})
  void the_server_verifies_what_was_signed(String backend) {
    try (var server = ScriptedServer.start(HELLO);
        var penstock = Penstock.builder().backend(backend).build()) {
      var request = bedrock(server).stream(MODEL, "Hi, wörld");
      assertThat(penstock.open(request).collect().text()).isEqualTo("Hello");

      var received = server.takeRequest();
      assertThat(received.path())
          .isEqualTo(
              "/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Ainference-profile%2Feu.nova%3A0"
                  + "/converse-stream");
      assertThat(received.header("X-Amz-Security-Token")).contains(TOKEN);
      assertThat(received.header("Authorization").orElseThrow())
          .contains("Credential=" + ID + "/", "/eu-west-1/bedrock/aws4_request")
          .contains("SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;");
      assertThat(Verifier.verifies(received, SECRET, "eu-west-1")).isTrue();
      assertThat(Verifier.verifies(received, SECRET + "x", "eu-west-1")).isFalse();
      assertThat(request.toString() + request.headers())
          .doesNotContain(ID)
          .doesNotContain(SECRET)
          .doesNotContain(TOKEN);
    }
  }

  @Test
  void each_attempt_is_signed_anew() {
    var busy = Answer.answer().status(503).body("{\"message\":\"busy\"}");
    // A second later the signature is another one.
    var asked = new AtomicInteger();
    var clock =
        new Clock() {
          @Override
          public Instant instant() {
            return Instant.ofEpochSecond(1_800_000_000L + asked.getAndIncrement());
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create(ID, SECRET));
    var quick =
        new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(1));
    try (var server = ScriptedServer.start(busy, HELLO);
        var penstock = Penstock.builder().options(o -> o.withRetry(quick)).build()) {
      var request =
          Converse.in("eu-west-1")
              .baseUrl(server.uri("").toString())
              .signedBy(new SigV4(credentials, "eu-west-1", "bedrock", clock))
              .stream("m", "Hi");
      assertThat(penstock.open(request).collect().text()).isEqualTo("Hello");

      var first = server.takeRequest();
      var second = server.takeRequest();
      assertThat(Verifier.verifies(first, SECRET, "eu-west-1")).isTrue();
      assertThat(Verifier.verifies(second, SECRET, "eu-west-1")).isTrue();
      assertThat(second.header("Authorization")).isNotEqualTo(first.header("Authorization"));
      assertThat(second.header("X-Amz-Date")).isNotEqualTo(first.header("X-Amz-Date"));
    }
  }

  @Test
  void what_the_server_repeats_of_the_signature_is_not_shown() {
    // As AWS does where a signature does not match.
    Answer refused =
        Answer.answer()
            .status(403)
            .header("Content-Type", "application/json")
            .body(
                "{\"message\":\"The canonical string should have been 'x-amz-security-token:"
                    + TOKEN
                    + "'\"}");
    try (var server = ScriptedServer.start(refused);
        var penstock = Penstock.create()) {
      var e =
          catchThrowableOfType(
              HttpStatusException.class, () -> penstock.open(bedrock(server).stream("m", "Hi")));
      assertThat(e.getMessage() + e.body() + e.error())
          .contains("canonical string")
          .doesNotContain(TOKEN);
    }
  }

  @Test
  void without_credentials_nothing_is_sent() {
    try (var server = ScriptedServer.start(HELLO);
        var penstock = Penstock.create()) {
      var bedrock =
          Bedrock.in(
                  "eu-west-1",
                  () -> {
                    throw SdkClientException.create("no credentials anywhere");
                  })
              .baseUrl(server.uri("").toString());
      var e =
          catchThrowableOfType(
              SigningException.class, () -> penstock.open(bedrock.stream("m", "Hi")));
      assertThat(e).hasMessageContaining("no credentials anywhere");
      assertThat(server.connections()).isEmpty();
    }
  }

  @Test
  void the_environment_has_region_and_credentials_or_a_key() {
    property("aws.region", "eu-north-1");
    property("aws.accessKeyId", ID);
    property("aws.secretAccessKey", SECRET);
    var signed = Bedrock.from(name -> null).stream("m", "Hi");
    assertThat(signed.uri()).hasHost("bedrock-runtime.eu-north-1.amazonaws.com");
    assertThat(signed.toString()).endsWith("signed");

    var environment =
        Map.of("AWS_BEARER_TOKEN_BEDROCK", "own", "AWS_ENDPOINT_URL", "http://localhost:1/");
    var keyed = Bedrock.from(environment::get).stream("m", "Hi");
    assertThat(keyed.uri()).hasHost("localhost");
    assertThat(keyed.headers().first("authorization")).contains("Bearer own");
    assertThat(keyed.toString()).doesNotContain("signed");
  }

  @Test
  void no_region_is_told_before_anything_is_sent() {
    property("aws.disableEc2Metadata", "true");
    property("aws.configFile", "/nowhere");
    property("aws.sharedCredentialsFile", "/nowhere");
    assertThatThrownBy(() -> Bedrock.from(name -> null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("AWS_REGION");
    property("aws.region", "eu-north-1");
    assertThatThrownBy(() -> Bedrock.from(name -> null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("AWS_ACCESS_KEY_ID");
  }
}
