package dev.penstock.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Dialect;
import dev.penstock.StreamRequest;
import dev.penstock.corpus.Quotes;
import dev.penstock.corpus.Reading;
import dev.penstock.corpus.Wire;
import org.junit.jupiter.api.Test;

final class ThinkingTagsTest {

  static StreamRequest example() {
    // @start region="usage"
    Dialect qwen = OpenAi.CHAT.withThinkingTag("think");
    StreamRequest request =
        OpenAi.compatible("http://127.0.0.1:8000/v1")
            .chat("qwen3", "Why is the sky blue?")
            .withDialect(qwen);
    // @end
    return request;
  }

  @Test
  void a_request_can_have_it() {
    assertThat(example().dialect().orElseThrow().name()).isEqualTo("openai");
  }

  @Test
  void thinking_in_the_text_of_a_stream_is_told_apart_at_any_chunk_size() {
    var body =
        Wire.SSE.body(
            Quotes.allQuoted(
                "{'choices':[{'delta':{'content':'\\u003cth'}}]}",
                "{'choices':[{'delta':{'content':'ink>Ça 😀 va?</thi'}}]}",
                "{'choices':[{'delta':{'content':'nk>\\ud83d\\ude00 <'}}]}",
                "{'choices':[{'delta':{'content':'3'},'finish_reason':'stop'}]}",
                "[DONE]"));
    for (int chunk = 1; chunk <= body.length; chunk++) {
      var completion = Reading.of(OpenAi.CHAT.withThinkingTag("think"), body, chunk).completion();
      assertThat(completion.thinking()).isEqualTo("Ça 😀 va?");
      assertThat(completion.text()).isEqualTo("😀 <3");
    }
    assertThat(Reading.of(OpenAi.CHAT, new String(body, UTF_8)).completion().text())
        .isEqualTo("<think>Ça 😀 va?</think>😀 <3");
  }
}
