package dev.penstock.jmh.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.jmh.report.Measure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class LoadSuitesTest {
  @Test
  @Timeout(180)
  void many_streams_at_once_get_every_event(@TempDir Path target) throws Exception {
    assertThat(new Scale().run(/* quick= */ true, List.of("--streams", "50"), target)).isTrue();

    var measures = Measure.read(target.resolve("scale.json"));
    assertThat(of(measures, "events")).hasSize(2).allMatch(events -> events > 100);
    assertThat(of(measures, "events-lost")).containsOnly(0.0);
    assertThat(of(measures, "streams-not-whole")).containsOnly(0.0);
    assertThat(of(measures, "delivery-median")).allMatch(time -> time > 0);
    assertThat(target.resolve("scale-penstock-jdk-50.histogram.txt"))
        .content()
        .contains("JdkExchange");
    assertThat(new ScaleSection().markdown(target))
        .contains("| 50 | Penstock, JDK |", "| 50 | Penstock, Jetty |")
        .contains("`jmh/bench scale --quick --streams 50`");
  }

  @Test
  @Timeout(180)
  void every_client_of_ours_reads_a_stream_that_goes_as_fast_as_it_can(@TempDir Path target)
      throws Exception {
    assertThat(new EndToEnd().run(/* quick= */ true, List.of(), target)).isTrue();

    var measures = Measure.read(target.resolve("e2e.json"));
    assertThat(of(measures, "cpu-per-event")).hasSize(5).allMatch(time -> time > 0);
    assertThat(new EndToEndSection().markdown(target))
        .contains("| openai | JDK ofLines |", "| anthropic | Penstock, Jetty |")
        .contains("`jmh/bench e2e --quick`");
  }

  @Test
  @Timeout(180)
  void a_first_event_is_timed_from_the_start_of_its_process(@TempDir Path target) throws Exception {
    assertThat(new ColdStart().run(/* quick= */ true, List.of(), target)).isTrue();

    var measures = Measure.read(target.resolve("cold.json"));
    assertThat(measures)
        .extracting(Measure::name)
        .contains("Penstock, JDK", "Penstock, Jetty", "JDK ofLines");
    assertThat(new ColdStartSection().markdown(target))
        .contains("| Penstock, JDK |", "| JDK ofLines |", "`jmh/bench cold --quick`");
  }

  @Test
  void only_its_own_options_are_taken() {
    assertThat(new Scale().accepts(List.of())).isTrue();
    assertThat(new Scale().accepts(List.of("--streams", "2000"))).isTrue();
    assertThat(new Scale().accepts(List.of("--streams", "0"))).isFalse();
    assertThat(new Scale().accepts(List.of("--streams"))).isFalse();
  }

  @Test
  void a_limit_of_open_files_that_is_too_low_is_told_with_what_to_do() {
    assertThat(FileLimit.objection(800, 1024)).isNull();
    assertThat(FileLimit.objection(10_000, 1024))
        .contains("the limit is 1,024", "ulimit -n 10200", "--streams 824");
  }

  private static List<Double> of(List<Measure> measures, String metric) {
    return measures.stream()
        .filter(measure -> measure.metric().equals(metric))
        .map(Measure::value)
        .toList();
  }
}
