package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            "slow reader: bytes taken",
            "  the server could write");
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
  void a_slow_reader_holds_every_backends_server_back() {
    var rows = Run.of("demo", "--speed", "50").go().outLines();

    var taken = kibibytes(rows, "slow reader: bytes taken");
    var written = kibibytes(rows, "  the server could write");
    var buffered = kibibytes(rows, "  most bytes ever buffered");
    assertThat(taken).containsOnly(120.0).hasSizeGreaterThan(1);
    for (int i = 0; i < taken.size(); i++) {
      assertThat(written.get(i)).isBetween(taken.get(i), taken.get(i) + buffered.get(i) + 64);
    }
  }

  private static List<Double> kibibytes(List<String> rows, String title) {
    var row = rows.stream().filter(each -> each.startsWith(title)).findFirst().orElseThrow();
    return Pattern.compile("([0-9.]+) KiB")
        .matcher(row)
        .results()
        .map(match -> Double.valueOf(match.group(1)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 120})
  void a_terminal_sees_colours_and_boxes_and_the_slow_reader_in_one_line(int columns) {
    var style = new Style(true, true, true, columns);
    var run = Run.of("demo", "--speed", "100").style(style).go();

    assertThat(run.out())
        .contains("\u001b[1m", "\u001b[2m", "\u001b[0m", "╭─ current_weather ─")
        .contains("\rthe reader has taken");
    assertThat(run.out().replaceAll("\u001b\\[[0-9]*m", "").lines())
        .filteredOn(line -> line.startsWith("│") || line.startsWith("╭"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(Columns.of(line)).isEqualTo(Math.min(columns - 1, 100)));
  }

  @Test
  void colours_can_be_refused() {
    var run =
        Run.of("demo", "--speed", "100", "--no-color").style(new Style(true, true, true, 80)).go();

    assertThat(run.out()).contains("(thinking) Ten cents").doesNotContain("\u001b");
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
