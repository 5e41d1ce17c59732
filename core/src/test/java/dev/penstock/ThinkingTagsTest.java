package dev.penstock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.framing.Frame;
import dev.penstock.framing.Framing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ThinkingTagsTest {

  /** Texts, and what they come to: thinking stands in brackets. */
  static final String TABLE =
      """
      <think>one</think>two             | [one]two
      a<think>b</think>c<think>d</think>| a[b]c[d]
      <think>π 😀</think>é 😀            | [π 😀]é 😀
      <think></think>only text          | only text
      <think>never closed               | [never closed]
      <think>closed in par</thi         | [closed in par</thi]
      a < b, a <th b, <thin             | a < b, a <th b, <thin
      <<think>x<</think>y               | <[x<]y
      <think>a<think>b</think>c         | [a<think>b]c
      <think>a</thinking></think>c      | [a</thinking>]c
      </think>no beginning              | </think>no beginning
      <Think>other words</Think>        | <Think>other words</Think>
      <thinking>too long</thinking>     | <thinking>too long</thinking>
      < think>spaces< /think>           | < think>spaces< /think>
      <                                 | <
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = TABLE)
  void a_text_means_the_same_however_it_is_cut(String text, String expected) {
    assertThat(shown(texts(text.codePoints().mapToObj(Character::toString)))).isEqualTo(expected);
    for (int first = 0; first <= text.length(); first++) {
      for (int second = first; second <= text.length(); second++) {
        var pieces =
            Stream.of(
                text.substring(0, first), text.substring(first, second), text.substring(second));
        assertThat(shown(texts(pieces))).as("cut at %d and %d", first, second).isEqualTo(expected);
      }
    }
  }

  @Test
  void only_what_may_begin_a_tag_waits_for_more() {
    var sink = new Recorder();
    var tags = new ThinkingTags(new LineDialect(), "think");
    tags.accept(frame("text a <thi"), sink);
    assertThat(sink.said).containsExactly(new TextDelta("a "));
    tags.accept(frame("text s"), sink);
    assertThat(sink.said).containsExactly(new TextDelta("a "), new TextDelta("<this"));
    tags.accept(frame("text b<think>c</th"), sink);
    assertThat(sink.said).endsWith(new TextDelta("b"), new ThinkingDelta("c"));
  }

  @Test
  void text_without_a_tag_is_handed_on_as_it_is() {
    var sink = new Recorder();
    var event = new TextDelta("a");
    Normalizer one = (frame, to) -> to.event(event);
    new ThinkingTags(one, "think").accept(frame(""), sink);
    assertThat(sink.said.getFirst()).isSameAs(event);
  }

  @Test
  void another_event_comes_after_what_was_held_back() {
    assertThat(read("text a</", "tool {}", "text think>"))
        .containsExactly(
            new TextDelta("a</"),
            new ToolCallDelta(0, "call", "tool", "{}"),
            new TextDelta("think>"));
    assertThat(read("text <think>a</", "tool {}", "text b"))
        .containsExactly(
            new ThinkingDelta("a"),
            new ThinkingDelta("</"),
            new ToolCallDelta(0, "call", "tool", "{}"),
            new ThinkingDelta("b"));
  }

  @Test
  void usage_and_a_finish_reason_come_between_the_halves_of_a_tag() {
    assertThat(read("text <think>a</th", "usage 5", "finish stop", "text ink>b"))
        .containsExactly(new ThinkingDelta("a"), new TextDelta("b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"end", "error busy", "broken"})
  void what_was_held_back_comes_before_the_end(String end) {
    var sink = new Recorder();
    var tags = new ThinkingTags(new LineDialect(), "think");
    tags.accept(frame("text a<"), sink);
    try {
      tags.accept(frame(end), sink);
    } catch (IllegalStateException e) {
      assertThat(end).isEqualTo("broken");
    }
    assertThat(sink.said).containsExactly(new TextDelta("a"), new TextDelta("<"));
    assertThat(sink.ended).isNotEqualTo(end.equals("broken"));
  }

  @Test
  void a_stream_ends_as_it_would_without() {
    var backend = new FakeBackend();
    var answer = new FakeBackend.Answer().sse("text <think>a</think>b<", "finish stop").end();
    backend.answer(answer);
    var request = thinkingApart(LineDialect.request(), LineDialect.DIALECT);
    try (var penstock = Penstock.builder().backend(backend).build();
        var stream = penstock.open(request)) {
      assertThat(stream.stream())
          .containsExactly(
              new ThinkingDelta("a"),
              new TextDelta("b"),
              new TextDelta("<"),
              new Finish(FinishReason.STOP, "stop"));
    }
  }

  private static StreamRequest thinkingApart(StreamRequest request, Dialect dialect) {
    // @start region="usage"
    StreamRequest thinking = request.withDialect(dialect.withThinkingTag("think"));
    // @end
    return thinking;
  }

  @Test
  void the_tag_can_have_another_name() {
    var sink = new Recorder();
    new ThinkingTags(new LineDialect(), "seed:think")
        .accept(frame("text <seed:think>a</seed:think>b<think>"), sink);
    assertThat(shown(sink.said)).isEqualTo("[a]b<think>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "<think>", "a b", "a<"})
  void what_is_no_name_is_refused(String tag) {
    assertThatThrownBy(() -> LineDialect.DIALECT.withThinkingTag(tag))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no name of a tag");
  }

  /** Reads pieces of text, which need not be valid UTF-16 each. */
  private static List<StreamEvent> texts(Stream<String> pieces) {
    var sink = new Recorder();
    var frame = frame("");
    var tags =
        new ThinkingTags(
            (one, to) ->
                pieces
                    .filter(piece -> !piece.isEmpty())
                    .forEach(piece -> to.event(new TextDelta(piece))),
            "think");
    tags.accept(frame, sink);
    tags.bodyEnded(sink);
    return sink.said;
  }

  private static List<StreamEvent> read(String... pieces) {
    var sink = new Recorder();
    var tags = new ThinkingTags(new LineDialect(), "think");
    for (var piece : pieces) {
      tags.accept(frame(piece), sink);
    }
    tags.bodyEnded(sink);
    return sink.said;
  }

  private static String shown(List<StreamEvent> events) {
    var shown = new StringBuilder();
    for (var event : events) {
      switch (event) {
        case TextDelta(var text) -> shown.append(text);
        case ThinkingDelta(var text) -> shown.append('[').append(text).append(']');
        default -> throw new AssertionError(event);
      }
    }
    return shown.toString().replace("][", "");
  }

  private static Frame frame(String data) {
    var parser = Framing.sse().newParser(1_000);
    parser.feed(("data: " + data + "\n\n").getBytes(UTF_8));
    assertThat(parser.next()).isTrue();
    return parser;
  }

  private static final class Recorder implements EventSink {
    private final List<StreamEvent> said = new ArrayList<>();
    private boolean ended;

    @Override
    public void event(StreamEvent event) {
      said.add(event);
    }

    @Override
    public void end() {
      ended = true;
    }

    @Override
    public void error(ProviderError error) {
      ended = true;
    }

    @Override
    public void usage(Usage usage) {}

    @Override
    public void finish(FinishReason reason, @Nullable String raw) {}

    @Override
    public void unknown(Frame frame) {}

    @Override
    public void model(String model) {}

    @Override
    public void responseId(String id) {}
  }
}
