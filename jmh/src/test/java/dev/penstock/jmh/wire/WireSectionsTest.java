package dev.penstock.jmh.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.jmh.report.Measure;
import dev.penstock.jmh.report.Picture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WireSectionsTest {
  private static final String HELD = "bytes-in-client";
  private static final String FIRST = "bytes-of-head-and-first-event";

  @TempDir Path target;

  private static Measure held(String client, String server, String metric, double bytes) {
    return new Measure(client, Map.of("http", "1.1", "server", server), metric, bytes, "B");
  }

  private void writeBackPressure() throws Exception {
    Measure.write(
        List.of(
            held("Penstock, Jetty", "flat-out", HELD, 345),
            held("Penstock, Jetty", "flat-out", FIRST, 345),
            held("Penstock, Jetty", "50ms", HELD, 345),
            held("Penstock, Jetty", "50ms", FIRST, 345),
            held("okhttp-sse into a queue", "flat-out", HELD, 116_744_761),
            held("okhttp-sse into a queue", "50ms", HELD, 8_585),
            held("okhttp-sse into a queue", "50ms", FIRST, 345)),
        target.resolve("backpressure.json"));
  }

  @Test
  void bytes_of_a_client_are_a_row_for_both_servers() throws Exception {
    writeBackPressure();

    assertThat(new BackPressureSection().markdown(target))
        .contains("| Penstock, Jetty | 1.1 | 345 | 345 | 0 |")
        .contains("| okhttp-sse into a queue | 1.1 | 116,744,761 | 8,585 | 40 |")
        .contains("Penstock, Jetty, HTTP/1.1: at most a receive buffer, 8 KiB | 345 B | kept |")
        .contains("64 + 48 KiB | | not measured |");
  }

  @Test
  void bytes_are_drawn_as_bars_by_powers_of_ten() throws Exception {
    writeBackPressure();

    var svg = new BackPressureSection().pictures(target).get("backpressure.svg");
    var picture = Picture.of(Objects.requireNonNull(svg));

    assertThat(picture.texts())
        .contains("Penstock, Jetty (HTTP/1.1)", "okhttp-sse into a queue (HTTP/1.1)")
        .contains("345 B", "117 MB", "8.6 kB", "100 B", "1 GB");
    // 345 is half a decade beyond the axis' beginning, 117 million six decades.
    assertThat(picture.bars()).containsExactly(33.0, 33.0, 376.0, 120.0);
  }

  @Test
  void a_first_event_is_compared_with_the_bare_socket_of_the_same_delay() throws Exception {
    Measure.write(
        List.of(
            time("raw socket", "0ms", 84),
            new Measure("raw socket", Map.of("event-after", "0ms"), "p90", 1_000, "us"),
            time("Penstock, JDK", "0ms", 491),
            new Measure("Penstock, JDK", Map.of("event-after", "0ms"), "p90", 1_000, "us"),
            time("Penstock, Jetty", "0ms", 265),
            time("raw socket", "5ms", 10_000),
            time("Penstock, Jetty", "5ms", 10_400)),
        target.resolve("first-event.json"));

    assertThat(new FirstEventSection().markdown(target))
        .contains("| 0ms | raw socket | 84 | 1000 | +0 |")
        .contains("| 0ms | Penstock, JDK | 491 | 1000 | +407 |")
        .contains(
            "| 0ms, Penstock, JDK, above the raw read: at most 200 µs or 5 % | +407 µs |"
                + " **missed** |")
        .contains(
            "| 0ms, Penstock, Jetty, above the raw read: at most 200 µs or 5 % | +181 µs |"
                + " kept |")
        .contains(
            "| 5ms, Penstock, Jetty, above the raw read: at most 200 µs or 5 % | +400 µs |"
                + " kept |")
        .contains("| 5ms, one backend above the other: at most 200 µs or 5 % | | not measured |");
  }

  private static Measure time(String client, String delay, double micros) {
    return new Measure(client, Map.of("event-after", delay), "median", micros, "us");
  }
}
