package dev.penstock.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts the line ends of a chunk: the least that any framing has to do. */
@State(Scope.Benchmark)
public class LineScanBenchmark {
  private final byte[] chunk = "data: {\"delta\":\"hello\"}\n\n".repeat(300).getBytes(UTF_8);

  @Benchmark
  public int lineEnds() {
    int count = 0;
    for (byte b : chunk) {
      if (b == '\n') {
        count++;
      }
    }
    return count;
  }
}
