package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.EventStream;
import dev.penstock.Penstock;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.StreamException;
import dev.penstock.StreamMetadata;
import dev.penstock.StreamRequest;
import dev.penstock.openai.OpenAi;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How the demonstration reads its streams. The jar carries this source, and the demonstration ends
 * by showing the region of it that has just run.
 */
final class Example {
  private Example() {}

  /** What an answer is shown on. */
  interface Screen {
    void text(String text);

    void thinking(String thought);

    void toolCall(ToolCallDelta call);

    void status(StreamMetadata soFar);

    void finished(Finish finish, StreamMetadata metadata);

    void failed(StreamException e);
  }

  // @start region="loop"
  static StreamRequest request(String baseUrl, String prompt, String backend) {
    return OpenAi.compatible(baseUrl).chat("demo", prompt).withBackend(backend);
  }

  static void ask(Penstock penstock, StreamRequest request, Screen screen) {
    try (EventStream answer = penstock.open(request)) {
      for (var event : answer) {
        switch (event) {
          case TextDelta(var text) -> screen.text(text);
          case ThinkingDelta(var thought) -> screen.thinking(thought);
          case ToolCallDelta call -> screen.toolCall(call);
          case Finish finish -> screen.finished(finish, answer.metadata());
          default -> {} // usage, citations and what else there may be
        }
        screen.status(answer.metadata());
      }
    } catch (StreamException e) {
      screen.failed(e); // typed; e.partial() has the answer so far
    }
  }

  // @end

  /** {@return the region's lines, as they were compiled} */
  static String source() {
    try (var source = Example.class.getResourceAsStream("Example.java")) {
      if (source == null) {
        return "";
      }
      var region = new StringBuilder();
      boolean inside = false;
      for (var line : new String(source.readAllBytes(), UTF_8).lines().toList()) {
        if (line.strip().startsWith("// @")) {
          inside = line.contains("@start");
        } else if (inside) {
          region.append(line).append('\n');
        }
      }
      return region.toString().stripTrailing().stripIndent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
