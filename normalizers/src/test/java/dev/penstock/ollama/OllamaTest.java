package dev.penstock.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OllamaTest {

  @Test
  void a_question_is_asked_as_it_reads() {
    // @start region="usage"
    var ollama = Ollama.local(); // or Ollama.fromEnvironment(), Ollama.at("http://gpu.local:11434")
    var request = ollama.chat("llama3.2", "Why is the sky blue?");
    // @end
    assertThat(request.uri()).hasToString("http://127.0.0.1:11434/api/chat");
    assertThat(request.headers().contains("authorization")).isFalse();
    assertThat(request.toString()).doesNotContain("sky");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gpu.local               | http://gpu.local:11434/api/chat
          gpu.local:8080          | http://gpu.local:8080/api/chat
          0.0.0.0                 | http://127.0.0.1:11434/api/chat
          0.0.0.0:1               | http://127.0.0.1:1/api/chat
          http://0.0.0.0:1/       | http://127.0.0.1:1/api/chat
          https://ollama.com      | https://ollama.com/api/chat
          https://host/below/     | https://host/below/api/chat
          """)
  void the_environment_has_the_host_as_ollama_reads_it(String host, String uri) {
    assertThat(Ollama.from(Map.of("OLLAMA_HOST", host)::get).chat("m", "Hi").uri())
        .hasToString(uri);
  }

  @Test
  void a_key_is_sent_and_not_shown() {
    var ollama = Ollama.from(Map.of("OLLAMA_API_KEY", "key-very-secret")::get);
    assertThat(ollama.chat("m", "Hi").headers().first("authorization"))
        .contains("Bearer key-very-secret");
    assertThat(ollama.toString()).doesNotContain("secret");
    assertThatThrownBy(() -> Ollama.local().key("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_body_of_ones_own_is_sent_as_it_is() {
    var request = Ollama.local().baseUrl("http://host").chatJson("{ \"x\": 1 }");
    assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{ \"x\": 1 }");
    assertThat(request.uri()).hasHost("host");
    assertThat(request.dialect()).contains(Ollama.CHAT);
  }
}
