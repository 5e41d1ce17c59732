package dev.penstock.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.launchdarkly.eventsource.ParserAccess;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.framing.SseParser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.sse.internal.ServerSentEventReader;
import okio.Okio;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.infra.Blackhole;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.ServerSentEventHttpMessageReader;
import reactor.core.publisher.Flux;

/**
 * Server-sent events, cut from the same bytes in the same chunks by each parser. A score is for the
 * whole body.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class FramingBenchmark {
  private static final ResolvableType STRING_EVENT =
      ResolvableType.forClassWithGenerics(
          org.springframework.http.codec.ServerSentEvent.class, String.class);

  @Param({"openai", "anthropic", "large"})
  public String shape = "openai";

  @Param({"64", "1400", "8192", "16384"})
  public int chunk;

  private byte[] body = {};
  private int passes = 1;
  private final SseParser parser = SseParser.create();
  private final ServerSentEventHttpMessageReader spring = new ServerSentEventHttpMessageReader();

  @Setup
  public void checkThatAllCountTheSame(Blackhole hole) throws Exception {
    var sample = SseBody.of(shape, 16 << 10, 2);
    use(sample);
    check("penstockSlices", sample.events(), penstockSlices(hole));
    check("penstockStrings", sample.events(), penstockStrings(hole));
    check("okhttpSse", sample.events(), okhttpSse(hole));
    check("okhttpEventsource", sample.events(), okhttpEventsource(hole));
    check("langchain4j", sample.events(), langchain4j(hole));
    check("springWeb", sample.events(), springWeb(hole));
    int lines = sample.events() * (shape.equals("anthropic") ? 3 : 2);
    check("readLine", lines, readLine(hole));
    check("bareScan", lines, bareScan());
    use(SseBody.of(shape));
  }

  private void use(SseBody given) {
    body = given.bytes();
    passes = given.passes();
  }

  private static void check(String method, int expected, int counted) {
    if (counted != expected) {
      throw new IllegalStateException(method + " counted " + counted + " of " + expected);
    }
  }

  @Benchmark
  public int penstockSlices(Blackhole hole) {
    int events = 0;
    parser.reset();
    for (int pass = 0; pass < passes; pass++) {
      for (int from = 0; from < body.length; from += chunk) {
        parser.feed(body, from, Math.min(chunk, body.length - from));
        while (parser.next()) {
          hole.consume(parser.type());
          hole.consume(parser.data().length());
          events++;
        }
      }
    }
    parser.end(AtEnd.DISCARD);
    return parser.next() ? -1 : events;
  }

  @Benchmark
  public int penstockStrings(Blackhole hole) {
    int events = 0;
    parser.reset();
    for (int pass = 0; pass < passes; pass++) {
      for (int from = 0; from < body.length; from += chunk) {
        parser.feed(body, from, Math.min(chunk, body.length - from));
        while (parser.next()) {
          hole.consume(parser.type());
          hole.consume(parser.dataAsString());
          events++;
        }
      }
    }
    parser.end(AtEnd.DISCARD);
    return parser.next() ? -1 : events;
  }

  @Benchmark
  public int okhttpSse(Blackhole hole) throws Exception {
    var counter =
        new ServerSentEventReader.Callback() {
          int events;

          @Override
          public void onEvent(@Nullable String id, @Nullable String type, String data) {
            hole.consume(type);
            hole.consume(data);
            events++;
          }

          @Override
          public void onRetryChange(long timeMs) {}
        };
    var reader =
        new ServerSentEventReader(
            Okio.buffer(Okio.source(new ChunkedInputStream(body, passes, chunk))), counter);
    while (reader.processNextEvent()) {}
    return counter.events;
  }

  @Benchmark
  public int okhttpEventsource(Blackhole hole) throws Exception {
    int events = 0;
    var access = new ParserAccess(new ChunkedInputStream(body, passes, chunk));
    for (var event = access.next(); event != null; event = access.next()) {
      hole.consume(event.getEventName());
      hole.consume(event.getData());
      events++;
    }
    return events;
  }

  @Benchmark
  public int langchain4j(Blackhole hole) {
    var counter =
        new ServerSentEventListener() {
          int events;

          @Override
          public void onEvent(ServerSentEvent event) {
            hole.consume(event.event());
            hole.consume(event.data());
            events++;
          }

          @Override
          public void onError(Throwable failure) {
            throw new IllegalStateException(failure);
          }
        };
    new DefaultServerSentEventParser().parse(new ChunkedInputStream(body, passes, chunk), counter);
    return counter.events;
  }

  @Benchmark
  public int springWeb(Blackhole hole) {
    int chunks = Math.ceilDiv(body.length, chunk);
    var buffers =
        Flux.range(0, passes * chunks)
            .<DataBuffer>map(index -> {
              int from = index % chunks * chunk;
              var bytes = ByteBuffer.wrap(body, from, Math.min(chunk, body.length - from)).slice();
              return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
            });
    var message =
        new ReactiveHttpInputMessage() {
          @Override
          public Flux<DataBuffer> getBody() {
            return buffers;
          }

          @Override
          public HttpHeaders getHeaders() {
            return HttpHeaders.EMPTY;
          }
        };
    int events = 0;
    for (var event : spring.read(STRING_EVENT, message, Map.of()).toIterable()) {
      hole.consume(event);
      events++;
    }
    return events;
  }

  @Benchmark
  public int readLine(Blackhole hole) throws Exception {
    int lines = 0;
    var reader =
        new BufferedReader(
            new InputStreamReader(new ChunkedInputStream(body, passes, chunk), UTF_8));
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      hole.consume(line);
      lines++;
    }
    return lines;
  }

  @Benchmark
  public int bareScan() {
    int lines = 0;
    for (int pass = 0; pass < passes; pass++) {
      for (int from = 0; from < body.length; from += chunk) {
        lines += BareScan.countLineEnds(body, from, Math.min(body.length, from + chunk));
      }
    }
    return lines;
  }
}
