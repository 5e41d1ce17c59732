package dev.penstock.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.prompt.Prompt;
import dev.penstock.spi.Headers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ConverseTest {

  @Test
  void a_question_is_asked_as_it_reads() {
    var key = "key-very-secret";
    // @start region="usage"
    var bedrock = Converse.in("eu-central-1").key(key); // or Bedrock.fromEnvironment(), signed
    var prompt = Prompt.of("eu.amazon.nova-pro-v1:0", "Why is the sky blue?");
    var request = bedrock.stream(prompt);
    // @end
    assertThat(request.uri())
        .hasToString(
            "https://bedrock-runtime.eu-central-1.amazonaws.com"
                + "/model/eu.amazon.nova-pro-v1%3A0/converse-stream");
    assertThat(request.headers().first("authorization")).contains("Bearer key-very-secret");
    assertThat(request.toString() + bedrock).doesNotContain("secret").doesNotContain("sky");
  }

  @Test
  void a_region_has_its_domain_and_what_is_none_is_refused() {
    assertThat(Converse.in("cn-north-1").stream("m", "Hi").uri())
        .hasHost("bedrock-runtime.cn-north-1.amazonaws.com.cn");
    assertThatThrownBy(() -> Converse.in("evil.example/"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bodies_of_ones_own_are_sent_as_they_are() {
    var bedrock = Converse.in("eu-west-1").signedBy(request -> Headers.none());
    var stream = bedrock.streamJson("a/b:c", "{ \"x\": 1 }");
    assertThat(stream.uri().getRawPath()).isEqualTo("/model/a%2Fb%3Ac/converse-stream");
    assertThat(stream.dialect()).contains(Converse.STREAM);
    assertThat(new String(stream.body(), StandardCharsets.UTF_8)).isEqualTo("{ \"x\": 1 }");
    assertThat(stream.toString()).endsWith("signed");
    var invoke = bedrock.invokeJson("m", "{}");
    assertThat(invoke.uri().getRawPath()).isEqualTo("/model/m/invoke-with-response-stream");
    assertThat(invoke.dialect()).contains(Converse.INVOKE);
  }
}
