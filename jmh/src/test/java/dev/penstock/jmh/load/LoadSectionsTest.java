package dev.penstock.jmh.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.jmh.report.Measure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoadSectionsTest {
  private static final Map<String, String> MANY = Map.of("streams", "10000");
  private static final Map<String, String> OPENAI = Map.of("shape", "openai");

  @TempDir Path target;

  @Test
  void cold_starts_are_a_row_each_and_only_ours_with_a_cache_have_a_goal() throws Exception {
    Measure.write(
        List.of(
            new Measure("Penstock, JDK, AOT cache", Map.of(), "first-event-median", 251.4, "ms"),
            new Measure("Penstock, JDK, AOT cache", Map.of(), "first-event-fastest", 240, "ms"),
            new Measure("./penstock chat, AOT cache", Map.of(), "first-event-median", 443, "ms"),
            new Measure("Penstock, Jetty", Map.of(), "first-event-median", 900, "ms"),
            new Measure("openai-java, AOT cache", Map.of(), "first-event-median", 1498, "ms")),
        target.resolve("cold.json"));

    assertThat(new ColdStartSection().markdown(target))
        .isEqualTo(
            """
            | client | median ms | fastest ms |
            |---|---:|---:|
            | Penstock, JDK, AOT cache | 251 | 240 |
            | ./penstock chat, AOT cache | 443 | not reached |
            | Penstock, Jetty | 900 | not reached |
            | openai-java, AOT cache | 1,498 | not reached |

            | goal | measured | verdict |
            |---|---:|---:|
            | Penstock, JDK, AOT cache: at most 400 ms | 251 ms | kept |
            | ./penstock chat, AOT cache: at most 400 ms | 443 ms | **missed** |
            """);
  }

  @Test
  void what_an_event_costs_is_compared_with_the_least_of_the_libraries() throws Exception {
    Measure.write(
        List.of(
            new Measure("Penstock, JDK", OPENAI, "cpu-per-event", 20_000, "ns"),
            new Measure("Penstock, Jetty", OPENAI, "cpu-per-event", 3_000, "ns"),
            new Measure("openai-java", OPENAI, "cpu-per-event", 19_000, "ns"),
            new Measure("JDK ofLines", OPENAI, "cpu-per-event", 5_000, "ns"),
            new Measure("anthropic-java", Map.of("shape", "anthropic"), "cpu-per-event", 1, "ns")),
        target.resolve("e2e.json"));

    assertThat(new EndToEndSection().markdown(target))
        .contains("| openai | openai-java | 19.00 | not reached |")
        .contains(
            "| openai, Penstock, JDK: at most the least of the libraries, 19.00 µs | 20.00 µs |"
                + " **missed** |")
        .contains(
            "| openai, Penstock, Jetty: at most the least of the libraries, 19.00 µs | 3.00 µs |"
                + " kept |");
  }

  @Test
  void ten_thousand_streams_have_goals_of_heap_threads_and_loss() throws Exception {
    Measure.write(jetty(MANY, 27.3 * 1024, 17, 1), target.resolve("scale.json"));

    assertThat(new ScaleSection().markdown(target))
        .contains("| 10000 | Penstock, Jetty | 27.3 | not reached | 17 | 16 |")
        .contains("Penstock, Jetty: at most 32 KiB of heap a stream | 27.3 KiB | kept |")
        .contains("Penstock, Jetty: no platform thread more than with one | +1 | **missed** |")
        .contains("Penstock, Jetty: no event lost | 1 | **missed** |")
        .contains("Penstock, JDK: at most 48 KiB of heap a stream | | not measured |");
  }

  @Test
  void fewer_streams_say_nothing_about_the_goals() throws Exception {
    Measure.write(jetty(Map.of("streams", "200"), 1, 16, 0), target.resolve("scale.json"));

    assertThat(new ScaleSection().markdown(target)).doesNotContain("kept", "missed");
  }

  private static List<Measure> jetty(
      Map<String, String> streams, double heap, int threads, int lost) {
    var name = "Penstock, Jetty";
    var measures = new ArrayList<Measure>();
    measures.add(new Measure(name, streams, "heap-per-stream", heap, "B"));
    measures.add(new Measure(name, streams, "platform-threads", threads, "1"));
    measures.add(new Measure(name, streams, "platform-threads-of-one", 16, "1"));
    measures.add(new Measure(name, streams, "events-lost", lost, "1"));
    return measures;
  }
}
