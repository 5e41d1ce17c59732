package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Completion;
import dev.penstock.FinishReason;
import dev.penstock.Outcome;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.Citation;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.RedactedThinking;
import dev.penstock.StreamEvent.RefusalDelta;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ThinkingSignature;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.StreamEvent.Unknown;
import dev.penstock.StreamEvent.UsageUpdate;
import dev.penstock.Usage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutputTest {
  private static final Style COLOURS = new Style(true, true, true, 40);
  private static final Style TERMINAL = new Style(true, false, true, 40);

  private static final List<StreamEvent> EVERYTHING =
      List.of(
          new ThinkingDelta("hm"),
          new ThinkingSignature("sig"),
          new RedactedThinking("dots"),
          new TextDelta("a \"b\"\n"),
          new TextDelta("c"),
          new ToolCallDelta(2, "id", "run", ""),
          new ToolCallDelta(2, null, null, "{}"),
          new ToolCallDelta(3, "id3", "walk", "{\"a\":1}"),
          new RefusalDelta("no"),
          new Citation("{\"url\":\"x\"}"),
          new UsageUpdate(new Usage(1, Usage.UNKNOWN, 0, 4)),
          new Unknown("{\"x\":1}"),
          new Finish(FinishReason.CONTENT_FILTER, null));

  private static String shown(Output.Kind kind, Style style, List<StreamEvent> events) {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOut(bytes);
    var output = kind.on(out, style);
    events.forEach(output::event);
    output.ended(new Ending(null, Outcome.COMPLETED, Completion.EMPTY, null, 0, 0));
    out.flush();
    return bytes.toString(UTF_8);
  }

  @Test
  void each_event_has_its_line() {
    assertThat(shown(Output.Kind.EVENTS, Style.PLAIN, EVERYTHING))
        .isEqualTo(
            """
            {"type":"thinking","text":"hm"}
            {"type":"thinking_signature","signature":"sig"}
            {"type":"redacted_thinking","data":"dots"}
            {"type":"text","text":"a \\"b\\"\\n"}
            {"type":"text","text":"c"}
            {"type":"tool_call","index":2,"id":"id","name":"run","arguments":""}
            {"type":"tool_call","index":2,"id":null,"name":null,"arguments":"{}"}
            {"type":"tool_call","index":3,"id":"id3","name":"walk","arguments":"{\\"a\\":1}"}
            {"type":"refusal","text":"no"}
            {"type":"citation","raw":"{\\"url\\":\\"x\\"}"}
            {"type":"usage","inputTokens":1,"reasoningTokens":0,"cachedInputTokens":4}
            {"type":"unknown","raw":"{\\"x\\":1}"}
            {"type":"finish","reason":"content_filter","raw":null}
            """);
  }

  @Test
  void a_pipe_gets_the_text_alone() {
    assertThat(shown(Output.Kind.TEXT, Style.PLAIN, EVERYTHING)).isEqualTo("a \"b\"\ncno");
  }

  @Test
  void a_terminal_shows_thinking_and_tool_calls_too_each_on_lines_of_its_own() {
    assertThat(shown(Output.Kind.TEXT, TERMINAL, EVERYTHING))
        .isEqualTo(
            """
            (thinking) hm[encrypted]
            a "b"
            c
            ╭─ run ───────────────────────────────╮
            │ {}                                  │
            ╰─────────────────────────────────────╯
            ╭─ walk ──────────────────────────────╮
            │ {"a":1}                             │
            ╰─────────────────────────────────────╯
            no
            """);
  }

  @Test
  void colours_are_switched_off_where_they_were_on() {
    assertThat(
            shown(Output.Kind.TEXT, COLOURS, List.of(new ThinkingDelta("hm"), new TextDelta("a"))))
        .isEqualTo("\u001b[2mhm\u001b[0m\na\n");
  }

  @Test
  void a_box_wraps_what_is_too_long_for_it_and_characters_that_come_in_halves() {
    var calls =
        List.<StreamEvent>of(
            new ToolCallDelta(0, "a", "write\u001b]0;x\u0007", "{\"text\":\"日本語日本語日本語日本語\ud83d"),
            new ToolCallDelta(0, null, null, "\ude00 and\n\tmore"),
            new ToolCallDelta(1, "b", "list", ""),
            new ToolCallDelta(0, null, null, "\"}\ud83d"));

    assertThat(shown(Output.Kind.TEXT, new Style(true, false, true, 30), calls))
        .isEqualTo(
            """
            ╭─ write]0;x ───────────────╮
            │ {"text":"日本語日本語日本 │
            │ 語日本語😀 and            │
            │  more                     │
            ╰───────────────────────────╯
            ╭─ list ────────────────────╮
            ╰───────────────────────────╯
            ╭─ write]0;x… ──────────────╮
            │ "}\uFFFD                       │
            ╰───────────────────────────╯
            """);
  }

  @Test
  void a_narrow_terminal_and_a_pipe_get_calls_without_boxes() {
    var call = List.<StreamEvent>of(new ToolCallDelta(0, "a", "walk", "{}"));

    assertThat(shown(Output.Kind.TEXT, new Style(true, false, true, 20), call))
        .isEqualTo("→ walk({})\n");
  }

  @Test
  void a_model_cannot_command_the_terminal() {
    var evil = List.<StreamEvent>of(new TextDelta("a\u001b]0;title\u0007b\u009b2J\r\tc\n"));

    assertThat(shown(Output.Kind.TEXT, TERMINAL, evil)).isEqualTo("a]0;titleb2J\tc\n");
    assertThat(shown(Output.Kind.TEXT, Style.PLAIN, evil)).contains("\u001b");
  }

  @Test
  void colours_need_a_terminal_that_is_not_dumb_and_nobody_against_them() {
    assertThat(Style.of(false, name -> null)).isEqualTo(Style.PLAIN);
    assertThat(Style.of(true, name -> null)).isEqualTo(new Style(true, true, true, 80));
    assertThat(Style.of(true, name -> name.equals("NO_COLOR") ? "1" : "40")).isEqualTo(TERMINAL);
    assertThat(Style.of(true, name -> name.equals("TERM") ? "dumb" : null))
        .isEqualTo(new Style(true, false, false, 80));
    assertThat(Style.of(true, name -> name.equals("NO_COLOR") ? "" : "40")).isEqualTo(COLOURS);
    assertThat(Style.of(true, name -> "wide").columns()).isEqualTo(80);
  }
}
