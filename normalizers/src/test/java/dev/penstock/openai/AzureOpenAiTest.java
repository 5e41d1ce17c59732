package dev.penstock.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.prompt.Prompt;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AzureOpenAiTest {
  private static final String ENDPOINT = "https://mine.openai.azure.com";

  @Test
  void a_question_is_asked_as_it_reads() {
    var key = "key-very-secret";
    // @start region="usage"
    var azure = AzureOpenAi.withKey("https://mine.openai.azure.com", key);
    var request = azure.chat("my-deployment", "Why is the sky blue?");
    // @end
    assertThat(request.uri())
        .hasToString(
            ENDPOINT
                + "/openai/deployments/my-deployment/chat/completions?api-version="
                + AzureOpenAi.DEFAULT_API_VERSION);
    assertThat(request.headers().first("api-key")).contains(key);
    assertThat(request.toString() + azure).doesNotContain("secret").doesNotContain("sky");
  }

  @Test
  void the_environment_has_key_endpoint_and_version() {
    var environment =
        Map.of(
            "AZURE_OPENAI_API_KEY", "k",
            "AZURE_OPENAI_ENDPOINT", ENDPOINT + "/",
            "OPENAI_API_VERSION", "2025-01-01-preview");
    assertThat(AzureOpenAi.from(environment::get).chatJson("d", "{}").uri())
        .hasToString(
            ENDPOINT + "/openai/deployments/d/chat/completions?api-version=2025-01-01-preview");
    assertThatThrownBy(() -> AzureOpenAi.from(name -> null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("AZURE_OPENAI_API_KEY");
    assertThatThrownBy(() -> AzureOpenAi.from(Map.of("AZURE_OPENAI_API_KEY", "k")::get))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("AZURE_OPENAI_ENDPOINT");
  }

  @Test
  void a_token_goes_where_tokens_go_and_responses_have_no_version() {
    var request = AzureOpenAi.withToken(ENDPOINT, "t").responses(Prompt.of("d", "Hi"));
    assertThat(request.headers().first("authorization")).contains("Bearer t");
    assertThat(request.headers().contains("api-key")).isFalse();
    assertThat(request.uri()).hasToString(ENDPOINT + "/openai/v1/responses");
    assertThat(AzureOpenAi.withKey(ENDPOINT, "k").responsesJson("{}").dialect())
        .contains(OpenAi.RESPONSES);
  }
}
