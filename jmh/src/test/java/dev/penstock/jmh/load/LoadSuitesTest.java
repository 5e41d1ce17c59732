package dev.penstock.jmh.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.jmh.wire.Measure;
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
  }

  @Test
  @Timeout(180)
  void every_client_of_ours_reads_a_stream_that_goes_as_fast_as_it_can(@TempDir Path target)
      throws Exception {
    assertThat(new EndToEnd().run(/* quick= */ true, List.of(), target)).isTrue();

    var measures = Measure.read(target.resolve("e2e.json"));
    assertThat(of(measures, "cpu-per-event")).hasSize(5).allMatch(time -> time > 0);
  }

  @Test
  @Timeout(180)
  void a_first_event_is_timed_from_the_start_of_its_process(@TempDir Path target) throws Exception {
    assertThat(new ColdStart().run(/* quick= */ true, List.of(), target)).isTrue();

    var measures = Measure.read(target.resolve("cold.json"));
    assertThat(measures)
        .extracting(Measure::name)
        .contains("Penstock, JDK", "Penstock, Jetty", "JDK ofLines");
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

  @Test
  void a_table_has_a_row_for_each_client_and_says_what_was_not_reached() {
    var table =
        Table.of("cold")
            .render(
                List.of(
                    new Measure("machine", java.util.Map.of(), "load-average", 1.25, "1"),
                    new Measure("A", java.util.Map.of(), "first-event-median", 251.4, "ms")));

    assertThat(table)
        .contains("| client | median ms | fastest ms |", "| A | 251 | not reached |")
        .contains("load average before the run was 1.3");
  }

  @Test
  void a_page_keeps_what_stands_around_a_table() {
    assertThat(Tables.with("a\n<!-- cold -->\nold\n<!-- end of cold -->\nb", "cold", "new\n"))
        .isEqualTo("a\n<!-- cold -->\n\nnew\n\n<!-- end of cold -->\nb");
  }

  private static List<Double> of(List<Measure> measures, String metric) {
    return measures.stream()
        .filter(measure -> measure.metric().equals(metric))
        .map(Measure::value)
        .toList();
  }
}
