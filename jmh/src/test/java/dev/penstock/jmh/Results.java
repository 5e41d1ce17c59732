package dev.penstock.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Files as JMH writes them, with figures that are easy to tell apart. */
final class Results {
  private Results() {}

  /** One decoder is five times slower than ours, one ninety times; one dialect has only ours. */
  static void decode(Path target) throws IOException {
    write(
        target,
        "decode",
        decoded("langchain4j", "openai", 500, 2_000),
        decoded("penstock", "openai", 100, 80),
        decoded("openaiJava", "openai", 9_000, 20_000),
        decoded("penstock", "mixed", 200, 90));
  }

  private static String decoded(String method, String dialect, double time, double allocated) {
    return result(
        method,
        "\"dialect\": \"" + dialect + "\"",
        "\"score\": " + time + ", \"scoreUnit\": \"ns/op\"",
        allocated);
  }

  /** One shape; that which samples says that slices allocate, and that which doesn't denies it. */
  static void framing(Path target) throws IOException {
    write(
        target,
        "framing",
        framed("okhttpSse", "64", 210, 300),
        framed("penstockSlices", "64", 80, 7),
        framed("okhttpSse", "16384", 200, 300),
        framed("penstockSlices", "16384", 20, 7),
        framed("penstockSlices", "8192", 25, 7),
        framed("okhttpSse", "8192", 205, 300),
        framed("bareScan", "16384", 10, 0));
    write(
        target,
        "framing-allocation",
        framed("penstockSlices", "64", 1, 0),
        framed("penstockSlices", "8192", 1, 0),
        framed("penstockSlices", "16384", 1, 0));
  }

  /** Times and bytes are those of an event, JMH's those of the whole body. */
  private static String framed(String method, String chunk, double time, double allocated) {
    int events = SseBody.of("anthropic").events();
    return result(
        method,
        "\"shape\": \"anthropic\", \"chunk\": \"" + chunk + "\"",
        sampled(time * events),
        allocated * events);
  }

  /** In small chunks a byte of a long event takes longer than one of a short event. */
  static void longEvent(Path target) throws IOException {
    write(
        target,
        "long-event",
        parsed("1", "1", 12.0),
        parsed("1", "64", 0.2),
        parsed("16", "1", 13.2),
        parsed("16", "64", 0.9));
  }

  private static String parsed(String mebibytes, String chunk, double nanosForByte) {
    var params =
        "\"lines\": \"one\", \"mebibytes\": \"" + mebibytes + "\", \"chunk\": \"" + chunk + "\"";
    return result("parse", params, sampled(nanosForByte * (Long.parseLong(mebibytes) << 20)), 0);
  }

  private static String sampled(double nanos) {
    return String.format(
        Locale.ROOT,
        "\"score\": 1e9, \"scoreUnit\": \"us/op\", \"rawDataHistogram\": [[[[%1$s, 20]]]]",
        nanos / 1e3);
  }

  private static String result(String method, String params, String metric, double allocated) {
    return String.format(
        Locale.ROOT,
        """
        {"benchmark": "dev.penstock.jmh.Some.%s", "params": {%s}, "primaryMetric": {%s},
         "secondaryMetrics": {"gc.alloc.rate.norm": {"score": %s, "scoreUnit": "B/op"}}}
        """,
        method,
        params,
        metric,
        allocated);
  }

  private static void write(Path target, String file, String... results) throws IOException {
    Files.writeString(target.resolve(file + ".json"), List.of(results).toString());
  }
}
