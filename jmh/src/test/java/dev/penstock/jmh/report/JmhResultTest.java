package dev.penstock.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JmhResultTest {
  private static final String HEAD =
      """
      [{"jmhVersion": "1.37", "benchmark": "dev.penstock.jmh.X.run", "jvmArgs": ["-Xmx1g"],
        "params": {"chunk": "64"},
      """;

  @TempDir Path target;

  private JmhResult read(String rest) throws Exception {
    return JmhResult.read(Files.writeString(target.resolve("x.json"), HEAD + rest + "}]"))
        .getFirst();
  }

  @Test
  void a_mean_is_in_nanoseconds_whatever_the_unit() throws Exception {
    var result =
        read(
            "\"primaryMetric\": {\"score\": 2.5, \"scoreError\": \"NaN\", \"scoreUnit\":"
                + " \"us/op\"}");

    assertThat(result.method()).isEqualTo("run");
    assertThat(result.param("chunk")).isEqualTo("64");
    assertThat(result.param("other")).isEmpty();
    assertThat(result.mean()).isEqualTo(2_500);
    assertThat(result.tenth()).isNaN();
    assertThat(result.allocated()).isNaN();
  }

  @Test
  void the_tenth_percentile_is_of_the_samples_of_all_forks_and_iterations() throws Exception {
    var result =
        read(
            """
            "primaryMetric": {"score": 9, "scoreUnit": "ns/op",
              "rawDataHistogram": [[[[5, 30], [9, 30]], [[7, 90]]], [[[100, 50]]]]}
            """);

    assertThat(result.tenth()).isEqualTo(5);
  }

  @Test
  void what_an_operation_allocates_is_one_of_the_other_metrics() throws Exception {
    var result =
        read(
            """
            "primaryMetric": {"score": 9, "scoreUnit": "ns/op"},
            "secondaryMetrics": {
              "gc.alloc.rate": {"score": 1, "scoreUnit": "MB/sec", "rawData": [[1]]},
              "gc.alloc.rate.norm": {"score": 79.5, "scoreUnit": "B/op"}}
            """);

    assertThat(result.allocated()).isEqualTo(79.5);
  }
}
