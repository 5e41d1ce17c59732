package dev.penstock.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.penstock.framing.SseParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One event of growing size: the time must grow with it and no faster, however small the chunks.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms2g", "-Xmx2g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LongEventBenchmark {

  @Param({"1", "4", "16"})
  public int mebibytes;

  @Param({"1", "64", "8192"})
  public int chunk;

  /** Whether the data is one line or lines of 16 bytes. */
  @Param({"one", "many"})
  public String lines = "one";

  private byte[] body = {};
  private final SseParser parser = SseParser.builder().maxFrameBytes(64 << 20).build();

  @Setup
  public void fill() {
    int size = mebibytes << 20;
    var text = new StringBuilder(size + 16);
    if (lines.equals("one")) {
      text.append("data: ").repeat('x', size);
    } else {
      while (text.length() < size) {
        text.append("data: 0123456789\n");
      }
    }
    body = text.append("\n\n").toString().getBytes(US_ASCII);
  }

  @Benchmark
  public int parse() {
    parser.reset();
    int length = -1;
    for (int from = 0; from < body.length; from += chunk) {
      parser.feed(body, from, Math.min(chunk, body.length - from));
      while (parser.next()) {
        length = parser.data().length();
      }
    }
    if (length < mebibytes) {
      throw new IllegalStateException("no event");
    }
    return length;
  }
}
