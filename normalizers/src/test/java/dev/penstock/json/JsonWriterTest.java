package dev.penstock.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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
  void numbers_strings_and_json_are_written_and_what_is_not_there_is_left_out() {
    byte[] body =
        new JsonWriter()
            .object()
            .field("half", 0.5)
            .optional("none", OptionalInt.empty())
            .optional("seven", OptionalInt.of(7))
            .optional("nothing", OptionalDouble.empty())
            .optional("tenth", OptionalDouble.of(0.1))
            .strings("empty", List.of())
            .strings("two", List.of("a", "\""))
            .json("schema", "{ \"x\": [] }")
            .array("nested")
            .array()
            .end()
            .end()
            .end()
            .toByteArray();
    assertThat(new String(body, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"half\":0.5,\"seven\":7,\"tenth\":0.1,\"two\":[\"a\",\"\\\"\"],"
                + "\"schema\":{ \"x\": [] },\"nested\":[[]]}");
  }

  @Test
  void an_unfinished_document_is_refused() {
    assertThatThrownBy(() -> new JsonWriter().object().toByteArray())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not ended");
  }
}
