package dev.penstock.jmh.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.util.MultisetStatistics;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A benchmark's result, as JMH writes it.
 *
 * @param method the benchmark, without its class
 * @param mean an operation's mean time, in nanoseconds
 * @param tenth the tenth percentile of its times, in nanoseconds: what else a machine does moves
 *     the mean, and on a busy one the median too; the fastest tenth it hardly reaches. {@code NaN}
 *     where times were not sampled
 * @param allocated the bytes that an operation allocates; {@code NaN} where that was not measured
 */
public record JmhResult(
    String method, Map<String, String> params, double mean, double tenth, double allocated) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double TENTH = 10;

  private record Metric(double score, double tenth, String unit) {
    static final Metric NONE = new Metric(Double.NaN, Double.NaN, "");

    double nanos() {
      return switch (unit) {
        case "ns/op" -> 1;
        case "us/op" -> 1e3;
        case "ms/op" -> 1e6;
        case "s/op" -> 1e9;
        default -> throw new IllegalArgumentException("a score in " + unit + " is no time");
      };
    }
  }

  /** {@return the value of a parameter; empty if the benchmark has none of that name} */
  public String param(String name) {
    return params.getOrDefault(name, "");
  }

  /** {@return the results in a file of JMH's} */
  public static List<JmhResult> read(Path file) throws IOException {
    var results = new ArrayList<JmhResult>();
    try (var in = Files.newInputStream(file);
        var json = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        results.add(result(json));
      }
    }
    return results;
  }

  private static JmhResult result(JsonParser json) {
    var benchmark = "";
    var params = new LinkedHashMap<String, String>();
    var time = Metric.NONE;
    double allocated = Double.NaN;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var key = json.currentName();
      json.nextToken();
      switch (key) {
        case "benchmark" -> benchmark = json.getString();
        case "params" -> {
          while (json.nextToken() != JsonToken.END_OBJECT) {
            json.nextToken();
            params.put(json.currentName(), json.getString());
          }
        }
        case "primaryMetric" -> time = metric(json);
        case "secondaryMetrics" -> allocated = allocated(json);
        default -> json.skipChildren();
      }
    }
    var method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
    double nanos = time.nanos();
    return new JmhResult(method, params, time.score * nanos, time.tenth * nanos, allocated);
  }

  private static double allocated(JsonParser json) {
    double allocated = Double.NaN;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var name = json.currentName();
      json.nextToken();
      var metric = metric(json);
      if (name.equals(ALLOCATED)) {
        allocated = metric.score;
      }
    }
    return allocated;
  }

  private static Metric metric(JsonParser json) {
    double score = Double.NaN;
    double tenth = Double.NaN;
    var unit = "";
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var key = json.currentName();
      var token = json.nextToken();
      switch (key) {
        // What is no number is quoted: "NaN".
        case "score" -> score = token.isNumeric() ? json.getDoubleValue() : Double.NaN;
        case "scoreUnit" -> unit = json.getString();
        case "rawDataHistogram" -> tenth = tenth(json);
        default -> json.skipChildren();
      }
    }
    return new Metric(score, tenth, unit);
  }

  /** Arrays of forks, of iterations, and in these pairs of a time and how often it was seen. */
  private static double tenth(JsonParser json) {
    var samples = new MultisetStatistics();
    int depth = 1;
    while (depth > 0) {
      switch (json.nextToken()) {
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        default -> {
          double time = json.getDoubleValue();
          json.nextToken();
          samples.addValue(time, json.getLongValue());
        }
      }
    }
    return samples.getPercentile(TENTH);
  }
}
