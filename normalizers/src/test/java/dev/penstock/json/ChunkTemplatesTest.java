package dev.penstock.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.EventSink;
import dev.penstock.FinishReason;
import dev.penstock.Limits;
import dev.penstock.ProviderError;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.Usage;
import dev.penstock.framing.ByteSlice;
import dev.penstock.framing.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChunkTemplatesTest {
  private final Counting normalizer = new Counting();
  private final List<Object> said = new ArrayList<>();

  /** Reads {"id","text","n","usage":{"in","out"},"begin"}, and counts the frames it takes. */
  private static final class Counting extends JsonNormalizer {
    private int taken;

    Counting() {
      super(Limits.DEFAULT, Pieces.HANDED_ON);
    }

    @Override
    protected boolean read(Frame frame, EventSink sink) {
      taken++;
      for (var name = json.firstField(); name != null; name = json.nextField()) {
        switch (name) {
          case "id" -> responseId(sink);
          case "text" -> {
            var text = json.text();
            if (text != null) {
              sink.event(new TextDelta(text));
            }
          }
          case "begin" -> turningPoint();
          case "word" -> json.word();
          case "usage" -> usage(sink);
          case "stop" -> sink.finish(FinishReason.STOP, json.text());
          default -> error.take(name, json);
        }
      }
      return true;
    }

    private void usage(EventSink sink) {
      long in = Usage.UNKNOWN;
      long out = Usage.UNKNOWN;
      for (var name = json.firstField(); name != null; name = json.nextField()) {
        switch (name) {
          case "in" -> in = json.count(in);
          case "out" -> out = json.count(out);
        }
      }
      sink.usage(new Usage(in, out, Usage.UNKNOWN, Usage.UNKNOWN));
    }
  }

  @AfterEach
  void templates_are_on_again() {
    System.clearProperty(ChunkTemplates.PROPERTY);
  }

  /** {@return how many frames the normalizer took of these, and forgets what was said} */
  private int taken(String... documents) {
    said.clear();
    int before = normalizer.taken;
    for (var document : documents) {
      accept(normalizer, document.replace('\'', '"').getBytes(UTF_8), said);
    }
    return normalizer.taken - before;
  }

  private static void accept(JsonNormalizer normalizer, byte[] document, List<Object> said) {
    normalizer.accept(new Bytes(ByteSlice.of(document)), new Recorder(said));
  }

  private record Bytes(ByteSlice data) implements Frame {
    @Override
    public Kind kind() {
      return Kind.EVENT;
    }

    @Override
    public String type() {
      return "message";
    }

    @Override
    public String id() {
      return "";
    }

    @Override
    public long offset() {
      return 0;
    }
  }

  private List<String> texts() {
    return said.stream().map(event -> ((TextDelta) event).value()).toList();
  }

  @Test
  void the_third_frame_of_a_shape_is_not_parsed() {
    assertThat(taken("{'text':'a'}", "{'text':'bc'}", "{'text':'d'}", "{'text':'ef'}"))
        .isEqualTo(2);
    assertThat(texts()).containsExactly("a", "bc", "d", "ef");
  }

  @Test
  void what_is_skipped_may_change_and_what_is_looked_at_may_not() {
    assertThat(taken("{'x':'1','text':'a','n':7}", "{'x':'23','text':'b','n':10}")).isEqualTo(2);
    assertThat(taken("{'x':'','text':'c','n':8123}")).isZero();
    assertThat(taken("{'word':'1','text':'a'}", "{'word':'1','text':'b'}")).isEqualTo(2);
    assertThat(taken("{'word':'1','text':'c'}")).isZero();
    assertThat(taken("{'word':'2','text':'c'}")).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'text':''}",
        "{'text':null}",
        "{'text':7}",
        "{'text':['a']}",
        "{'text':'a'} ",
        " {'text':'a'}",
        "{'text':'a'}}",
        "{'text':'a'",
        "{'text':'a','text':'b'}",
        "{'text':'a','y':1}",
        "{'texts':'a'}",
        "{'text':'\\u12'}",
        "{'text':'\\x'}",
        "{'text':'\t'}"
      })
  void what_differs_elsewhere_goes_to_the_normalizer(String document) {
    assertThat(taken("{'text':'a'}", "{'text':'b'}", "{'text':'c'}")).isEqualTo(2);
    var plain = new ArrayList<Object>();
    System.setProperty(ChunkTemplates.PROPERTY, "off");
    var other = new Counting();
    assertThat(outcome(normalizer, document, said)).isEqualTo(outcome(other, document, plain));
    assertThat(said.subList(3, said.size())).isEqualTo(plain);
  }

  private static String outcome(Counting normalizer, String document, List<Object> said) {
    int before = normalizer.taken;
    try {
      accept(normalizer, document.replace('\'', '"').getBytes(UTF_8), said);
      return "taken " + (normalizer.taken - before);
    } catch (MalformedJsonException e) {
      return e.toString();
    }
  }

  @Test
  void text_is_unescaped_and_decoded() {
    taken("{'text':'a'}", "{'text':'b'}");
    assertThat(
            taken(
                "{'text':'\\n\\t\\b\\f\\r\\/\\\\\\\"'}",
                "{'text':'\\u00e9\\uD83D\\uDE00é😀\\ud800'}",
                "{'text':'é😀'}",
                "{'text':'\\ufffd'}",
                "{'text':'" + "x".repeat(1 << 20) + "'}"))
        .isZero();
    assertThat(texts())
        .containsExactly(
            "\n\t\b\f\r/\\\"", "\u00e9\uD83D\uDE00é😀\ud800", "é😀", "\ufffd", "x".repeat(1 << 20));
  }

  @Test
  void what_may_be_no_utf_8_goes_to_the_normalizer() {
    taken("{'text':'a'}", "{'text':'b'}");
    int before = normalizer.taken;
    accept(normalizer, "{\"text\":\"\u00EF\u00BF\u00BD\"}".getBytes(ISO_8859_1), said);
    assertThat(normalizer.taken).isEqualTo(before + 1);
    assertThat(said).last().isEqualTo(new TextDelta("\uFFFD"));
  }

  @Test
  void counts_of_tokens_may_grow() {
    assertThat(
            taken(
                "{'text':'a','usage':{'in':30,'out':1}}",
                "{'text':'b','usage':{'in':30,'out':9}}",
                "{'text':'c','usage':{'in':30,'out':10}}",
                "{'text':'d','usage':{'in':30,'out':30}}",
                "{'text':'e','usage':{'in':30,'out':0}}"))
        .isEqualTo(3);
    assertThat(said)
        .containsExactly(
            new TextDelta("a"),
            new Usage(30, 1, -1, -1),
            new TextDelta("b"),
            new Usage(30, 9, -1, -1),
            new TextDelta("c"),
            new Usage(30, 10, -1, -1),
            new TextDelta("d"),
            new Usage(30, 30, -1, -1),
            new TextDelta("e"),
            new Usage(30, 0, -1, -1));
  }

  @Test
  void counts_that_can_not_be_told_apart_are_not_learned() {
    var same = "{'text':'a','usage':{'in':5,'out':5}}";
    assertThat(taken(same, same, same)).isEqualTo(3);
  }

  @Test
  void after_anything_else_a_shape_has_to_show_itself_again() {
    assertThat(taken("{'text':'a'}", "{'text':'b'}", "{'text':'c'}")).isEqualTo(2);
    for (var other : new String[] {"{}", "{'stop':'x'}", "{'begin':1,'text':'d'}", "{'id':'i'}"}) {
      assertThat(taken(other, "{'text':'e'}", "{'text':'f'}")).as(other).isEqualTo(2);
    }
  }

  @Test
  void space_before_the_last_brace_may_change() {
    assertThat(taken("{'text':'a'}", "{'text':'b'   }", "{'text':'c' }", "{'text':'d'}"))
        .isEqualTo(2);
  }

  @Test
  void several_shapes_take_turns() {
    assertThat(taken("{'text':'a'}", "{'x':1,'text':'b'}", "{'text':'c'}", "{'x':2,'text':'d'}"))
        .isEqualTo(4);
    assertThat(taken("{'text':'a'}", "{'x':3,'text':'b'}", "{'text':'c'}")).isZero();
  }

  @Test
  void shapes_that_never_come_again_are_watched_ever_less() throws Exception {
    var documents = new String[400];
    for (int i = 0; i < documents.length; i++) {
      documents[i] = "{'" + "n".repeat(i + 1) + "':[" + i + "],'text':'" + i + "'}";
    }
    assertThat(taken(documents)).isEqualTo(documents.length);
    assertThat(texts()).hasSize(documents.length);
  }

  @Test
  void it_can_be_turned_off() {
    System.setProperty(ChunkTemplates.PROPERTY, "off");
    var plain = new Counting();
    for (int i = 0; i < 5; i++) {
      accept(plain, "{\"text\":\"a\"}".getBytes(UTF_8), said);
    }
    assertThat(plain.taken).isEqualTo(5);
  }

  private record Recorder(List<Object> said) implements EventSink {
    @Override
    public void event(StreamEvent event) {
      said.add(event);
    }

    @Override
    public void usage(Usage usage) {
      said.add(usage);
    }

    @Override
    public void finish(FinishReason reason, @Nullable String raw) {
      said.add(reason);
    }

    @Override
    public void end() {
      said.add("end");
    }

    @Override
    public void error(ProviderError error) {
      said.add(error);
    }

    @Override
    public void unknown(Frame frame) {
      said.add(frame.dataAsString());
    }

    @Override
    public void model(String model) {
      said.add(model);
    }

    @Override
    public void responseId(String id) {
      said.add(id);
    }
  }
}
