package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class DecodeTest {
  @TempDir private Path folder;

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private static Run decode(String format, String output, String... more) {
    var args = new ArrayList<>(List.of("decode", "--format", format, "--output", output));
    args.addAll(List.of(more));
    return Run.of(args).go();
  }

  @Test
  void text_is_the_text_byte_for_byte() throws IOException {
    var run = Run.of("decode", "--format", "openai", file("a.sse", ChatStreams.HELLO)).go();

    assertThat(run.out()).isEqualTo("Hello, wörld 😀");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isEqualTo(0);
  }

  @Test
  void texts_of_several_files_have_a_line_end_between_them() throws IOException {
    var a = file("a.sse", ChatStreams.HELLO);

    assertThat(decode("openai", "text", a, a).out()).isEqualTo("Hello, wörld 😀\nHello, wörld 😀");
  }

  @Test
  void events_are_one_object_a_line() throws IOException {
    var run = decode("openai", "events", file("a.sse", ChatStreams.TOOLS));

    assertThat(run.out())
        .isEqualTo(
            """
            {"type":"thinking","text":"Look it up."}
            {"type":"tool_call","index":0,"id":"c1","name":"weather","arguments":""}
            {"type":"tool_call","index":0,"id":null,"name":null,"arguments":"{\\"city\\":"}
            {"type":"tool_call","index":0,"id":null,"name":null,"arguments":"\\"Oslo\\"}"}
            {"type":"finish","reason":"tool_calls","raw":"tool_calls"}
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 100_000})
  void a_summary_is_the_same_at_every_chunk_size(int chunk) throws IOException {
    var a = file("a.sse", ChatStreams.HELLO);

    var run = decode("openai", "summary", "--chunk", "" + chunk, a);

    int bytes = ChatStreams.HELLO.getBytes(UTF_8).length;
    assertThat(run.out())
        .isEqualTo(
            """
            {"outcome":"completed","text":"Hello, wörld 😀","thinking":"","toolCalls":[],\
            "finishReason":"stop","rawFinishReason":"stop","usage":{"inputTokens":9,"outputTokens":3},\
            "error":null,"events":4,"bytes":%d,"file":"%s"}
            """
                .formatted(bytes, a));
  }

  @Test
  void a_summary_has_the_tool_calls_as_streamed() throws IOException {
    var summary = decode("openai", "summary", file("a.sse", ChatStreams.TOOLS)).json();

    assertThat(summary)
        .containsEntry("thinking", "Look it up.")
        .containsEntry("finishReason", "tool_calls");
    assertThat(JsonValues.maps(summary.get("toolCalls")).toString())
        .isEqualTo("[{index=0, id=c1, name=weather, arguments={\"city\":\"Oslo\"}}]");
    assertThat(JsonValues.map(summary.get("usage"))).isEmpty();
  }

  @Test
  void a_cut_stream_is_incomplete_and_its_text_is_there() throws IOException {
    var cut = file("cut.sse", ChatStreams.CUT);

    var text = decode("openai", "text", cut);
    var summary = decode("openai", "summary", cut);

    assertThat(text.out()).isEqualTo("Hello, wörld 😀");
    assertThat(text.err()).startsWith("penstock: " + cut + ": incomplete: ").hasLineCount(1);
    assertThat(text.status()).isEqualTo(1);
    assertThat(summary.json())
        .containsEntry("outcome", "incomplete")
        .containsEntry("text", "Hello, wörld 😀")
        .containsEntry("finishReason", null);
    assertThat(JsonValues.map(summary.json().get("error")))
        .containsOnlyKeys("kind", "type", "code", "message", "status")
        .containsEntry("kind", "incomplete");
    assertThat(summary.status()).isEqualTo(1);
  }

  @Test
  void a_providers_error_is_shown_with_its_type_and_code() throws IOException {
    var run = decode("openai", "summary", file("broken.sse", ChatStreams.BROKEN));

    assertThat(run.json())
        .containsEntry("outcome", "failed")
        .containsEntry("text", "Hello, wörld 😀");
    assertThat(JsonValues.map(run.json().get("error")))
        .containsEntry("kind", "provider")
        .containsEntry("type", "server_error")
        .containsEntry("code", "busy")
        .containsEntry("message", "overloaded")
        .containsEntry("status", null);
    assertThat(run.err()).contains("provider: ").contains("overloaded").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void decoding_goes_on_after_files_that_fail() throws IOException {
    var good = file("good.sse", ChatStreams.HELLO);
    var missing = folder.resolve("missing.sse").toString();

    var run =
        decode(
            "openai",
            "summary",
            missing,
            folder.toString(),
            file("cut.sse", ChatStreams.CUT),
            good);

    assertThat(run.outLines().stream().map(line -> JsonValues.object(line).get("outcome")))
        .containsExactly("failed", "failed", "incomplete", "completed");
    assertThat(run.err())
        .contains("penstock: " + missing + ": input: no such file\n")
        .contains("penstock: " + folder + ": input: a folder, not a file\n")
        .hasLineCount(3);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void a_missing_file_is_told_for_a_bare_framing_too() {
    var run = decode("sse", "events", folder.resolve("missing").toString());

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("missing: input: no such file");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void an_empty_file_is_incomplete_for_a_provider() throws IOException {
    assertThat(decode("openai", "summary", file("empty", "")).json())
        .containsEntry("outcome", "incomplete")
        .containsEntry("bytes", 0L);
  }

  @Test
  void an_unknown_format_is_wrong_usage_and_lists_the_known_ones() {
    var run = Run.of("decode", "--format", "morse", "x").go();

    assertThat(run.err())
        .startsWith("penstock: unknown format 'morse': known are openai, ")
        .contains("sse, ndjson, json-array, aws-eventstream")
        .contains("Try 'penstock decode --help'.");
    assertThat(run.status()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "decode --format sse",
        "decode x",
        "decode --format sse --chunk 0 x",
        "decode --format sse --chunk many x",
        "decode --format sse --output poem x",
        "decode --format sse --nonsense x",
        "",
        "nonsense"
      })
  void wrong_usage_is_told_in_two_lines(String line) {
    var run = Run.of(line.isEmpty() ? new String[0] : line.split(" ")).go();

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("penstock: ").hasLineCount(2);
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void surrogates_that_were_split_come_together_in_text_and_stay_valid_json() throws IOException {
    var split =
        file(
            "split.sse",
            """
            data: {"choices":[{"delta":{"content":"a\\ud83d"}}]}

            data: {"choices":[{"delta":{"content":"\\ude00b"}}]}

            data: {"choices":[{"delta":{"content":"\\ud83d"},"finish_reason":"stop"}]}

            data: [DONE]

            """);

    assertThat(decode("openai", "text", split).out()).isEqualTo("a😀b\uFFFD");
    assertThat(decode("openai", "events", split).outLines())
        .contains(
            "{\"type\":\"text\",\"text\":\"a\\ud83d\"}",
            "{\"type\":\"text\",\"text\":\"\\ude00b\"}");
  }

  @Test
  void standard_input_is_shown_as_it_comes() throws IOException {
    var typing = new PipedOutputStream();
    var in = new PipedInputStream(typing);
    var out = new ByteArrayOutputStream();
    var run = Run.of("decode", "--format", "openai", "-").in(in).out(out);
    var done = CompletableFuture.supplyAsync(run::go);

    typing.write(ChatStreams.CUT.getBytes(UTF_8));
    typing.flush();
    await().until(() -> out.toString(UTF_8).equals("Hello, wörld 😀"));
    assertThat(done).isNotDone();
    typing.close();

    assertThat(done.join().status()).isEqualTo(1);
  }

  @Test
  void a_pipe_that_stays_open_after_the_terminal_mark_is_not_waited_for() throws IOException {
    var typing = new PipedOutputStream();
    var in = new PipedInputStream(typing, 1 << 16);
    typing.write(ChatStreams.HELLO.getBytes(UTF_8));
    typing.flush();

    var run = Run.of("decode", "--format", "openai", "-").in(in).go();

    assertThat(run.status()).isEqualTo(0);
  }

  @Test
  void endless_input_is_printed_in_bounded_memory_until_nobody_reads() {
    var printed = new AtomicLong();
    var reader =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            if (printed.addAndGet(length) > 64 << 20) {
              throw new IOException("Broken pipe");
            }
          }
        };
    var event = "data: " + "x".repeat(1000) + "\n\n";

    var run = Run.of("decode", "--format", "sse", "-").in(new EndlessInput(event)).out(reader).go();

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void an_output_that_takes_no_more_is_told() throws IOException {
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    var run = Run.of("decode", "--format", "openai", file("a", ChatStreams.HELLO)).out(full).go();

    assertThat(run.err()).isEqualTo("penstock: cannot write the output: No space left on device\n");
    assertThat(run.status()).isEqualTo(1);
  }
}
