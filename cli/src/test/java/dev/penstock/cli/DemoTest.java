package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DemoTest {
  @Test
  void every_stream_is_shown_and_measured() {
    var run = Run.of("demo", "--speed", "50").go();

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isEqualTo(0);
    assertThat(run.out())
        .doesNotContain("\u001b", "\r")
        .contains("The jdk backend reads:")
        .contains("and red is what is left.\n")
        .contains("The ball costs 5 cents.")
        .contains(
            "→ current_weather({\"city\": \"Tromsø\", \"unit\": \"celsius\", \"hours\": [6, 12,"
                + " 18]})\n")
        .contains("(provider: ", "The engine is overloaded")
        .contains("the reader has taken 120.0 KiB")
        .contains(
            "time to first token, median",
            "tokens a second",
            "most bytes ever buffered",
            "the same, reading slowly");
  }

  @Test
  void the_code_that_is_shown_is_the_code_that_ran() throws IOException {
    var shown = Example.source();

    assertThat(shown).startsWith("static StreamRequest request(").endsWith("}");
    assertThat(shown.lines().count()).isBetween(15L, 30L);
    var source = Files.readString(Path.of("src/main/java/dev/penstock/cli/Example.java"));
    assertThat(source.replaceAll("\\s+", " ")).contains(shown.replaceAll("\\s+", " "));
  }

  @Test
  void a_terminal_sees_colours_and_the_slow_reader_in_one_line() {
    var run = Run.of("demo", "--speed", "100").style(new Style(true, true)).go();

    assertThat(run.out()).contains("\u001b[1m", "\u001b[2m", "\u001b[0m", "\rthe reader has taken");
  }

  @Test
  void wrong_usage_is_told() {
    for (var line : List.of("--speed 0", "--speed fast", "--backend carrier-pigeon", "x")) {
      var run = Run.of(("demo " + line).split(" ")).go();

      assertThat(run.err()).startsWith("penstock: ").hasLineCount(2);
      assertThat(run.status()).isEqualTo(2);
    }
  }
}
