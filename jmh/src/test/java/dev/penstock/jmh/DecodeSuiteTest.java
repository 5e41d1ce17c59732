package dev.penstock.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.jmh.decode.DecodeBody;
import dev.penstock.jmh.decode.DecodePeer;
import dev.penstock.jmh.decode.PenstockDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

@Timeout(120)
final class DecodeSuiteTest {
  private final DecodeSuite suite = new DecodeSuite();

  @Test
  void every_body_holds_the_text_it_says() {
    for (var dialect : DecodePeer.ALL.getFirst().dialects()) {
      var body = DecodeBody.of(dialect);
      var decoder = new PenstockDecoder();
      decoder.prepare(dialect, body.bytes());
      var text = new StringBuilder();
      decoder.decode(text::append);
      assertThat(text).as(dialect).hasToString(body.text()).hasSizeGreaterThan(1_000);
    }
  }

  @Test
  void peers_without_jars_are_left_out_and_the_others_run_and_are_shown(@TempDir Path empty)
      throws Exception {
    var runs = suite.runs(empty);
    assertThat(runs).extracting(Run::include).allMatch(include -> include.contains("penstock"));
    var results = new ArrayList<RunResult>();
    for (var run : runs) {
      var options =
          new OptionsBuilder()
              .include(run.include(List.of()))
              .forks(0)
              .warmupIterations(0)
              .measurementIterations(1)
              .measurementTime(TimeValue.milliseconds(20))
              .addProfiler(GCProfiler.class)
              .shouldFailOnError(true)
              .verbosity(VerboseMode.SILENT);
      run.parameters(name -> List.of())
          .forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
      results.addAll(new Runner(options.build()).run());
    }
    Bench.write(results, empty.resolve("decode.json"));
    assertThat(suite.markdown(empty))
        .contains("| openai | penstock |")
        .contains("| anthropic | penstock |")
        .contains("| gemini | penstock |")
        .doesNotContain("NaN", "| openaiJava |");
  }

  @Test
  void what_was_chosen_narrows_a_run() {
    var run = Run.of("decode", "\\.DecodeBenchmark\\.penstock$");
    assertThat("a.DecodeBenchmark.penstock").matches(name -> found(run, name, "enst"));
    assertThat("a.DecodeBenchmark.penstock").matches(name -> !found(run, name, "openai"));
    assertThat("a.DecodeBenchmark.openaiJava").matches(name -> !found(run, name, "openai"));
  }

  @Test
  void what_is_chosen_are_methods_whatever_their_package_is_called() {
    var all = Run.of("decode", "\\.DecodeBenchmark\\.");
    var ours = "dev.penstock.jmh.DecodeBenchmark.penstock";
    assertThat(ours).matches(name -> found(all, name, "penstock"));
    assertThat(ours).matches(name -> found(all, name, "DecodeBenchmark.penstock$"));
    assertThat(ours + "Plain").matches(name -> found(all, name, "penstock"));
    assertThat(ours + "Plain").matches(name -> !found(all, name, "penstock$"));
    assertThat("dev.penstock.jmh.DecodeBenchmark.openaiJava")
        .matches(name -> !found(all, name, "penstock"));
  }

  private static boolean found(Run run, String benchmark, String chosen) {
    boolean found = finds(run.include(List.of(chosen)), benchmark);
    assertThat(finds(run.exclude(List.of(chosen)), benchmark)).isNotEqualTo(found);
    return found;
  }

  private static boolean finds(String expression, String benchmark) {
    return Pattern.compile(expression).matcher(benchmark).find();
  }
}
