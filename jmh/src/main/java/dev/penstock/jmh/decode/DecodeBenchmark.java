package dev.penstock.jmh.decode;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A provider's stream in memory, from its bytes to the text of its events. A score is for one piece
 * of text.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 8, time = 1)
public class DecodeBenchmark {

  @Param({"openai", "openaiObfuscated", "anthropic", "gemini", "ollama", "mixed"})
  public String dialect = "openai";

  private @Nullable Decoder decoder;

  @Setup
  public void prepare(BenchmarkParams params) throws Exception {
    var benchmark = params.getBenchmark();
    decoder = DecodePeer.of(benchmark.substring(benchmark.lastIndexOf('.') + 1)).decoder();
    var body = DecodeBody.of(dialect);
    System.setProperty("penstock.templates", benchmark.endsWith("Plain") ? "off" : "on");
    decoder.prepare(dialect, body.bytes());
    var text = new StringBuilder();
    decoder.decode(text::append);
    if (!text.toString().equals(body.text())) {
      throw new IllegalStateException(benchmark + " decodes something else");
    }
  }

  private void decode(Consumer<String> text) throws Exception {
    if (decoder != null) {
      decoder.decode(text);
    }
  }

  @Benchmark
  @OperationsPerInvocation(DecodeBody.EVENTS)
  public void penstock(Blackhole hole) throws Exception {
    decode(hole::consume);
  }

  /** Without templates of chunks: each frame is parsed. */
  @Benchmark
  @OperationsPerInvocation(DecodeBody.EVENTS)
  public void penstockPlain(Blackhole hole) throws Exception {
    decode(hole::consume);
  }

  @Benchmark
  @OperationsPerInvocation(DecodeBody.EVENTS)
  public void openaiJava(Blackhole hole) throws Exception {
    decode(hole::consume);
  }

  @Benchmark
  @OperationsPerInvocation(DecodeBody.EVENTS)
  public void anthropicJava(Blackhole hole) throws Exception {
    decode(hole::consume);
  }

  @Benchmark
  @OperationsPerInvocation(DecodeBody.EVENTS)
  public void langchain4j(Blackhole hole) throws Exception {
    decode(hole::consume);
  }

  @Benchmark
  @OperationsPerInvocation(DecodeBody.EVENTS)
  public void googleGenai(Blackhole hole) throws Exception {
    decode(hole::consume);
  }
}
