package dev.penstock.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class JsonWriterTest {

  @Test
  void a_document_is_written_as_it_reads() {
    // @start region="usage"
    byte[] body =
        new JsonWriter()
            .object()
            .field("model", "m\"é\n")
            .field("stream", true)
            .field("max_tokens", 7)
            .field("left_out", null)
            .array("messages")
            .object()
            .field("role", "user")
            .end()
            .end()
            .object("options")
            .end()
            .end()
            .toByteArray();
    // @end
    assertThat(new String(body, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"model\":\"m\\\"é\\n\",\"stream\":true,\"max_tokens\":7,\"messages\":[{\"role\":\"user\"}],\"options\":{}}");
  }

  @Test
  void an_unfinished_document_is_refused() {
    assertThatThrownBy(() -> new JsonWriter().object().toByteArray())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not ended");
  }
}
