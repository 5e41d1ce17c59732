package dev.penstock.jmh.faults;

import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ReceivedRequest;
import dev.penstock.testkit.ScriptedServer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The server for one cell of the matrix, a server of another origin beside it, and what they saw.
 */
final class Stage implements AutoCloseable {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Fault fault;
  private final Wire wire;
  private final AtomicInteger requests = new AtomicInteger();
  private final ScriptedServer server;
  private final ScriptedServer other;
  private volatile @Nullable Instant notBefore;
  private volatile boolean early;
  private volatile long takenAtRest;
  private final Thread rest = Thread.ofVirtual().unstarted(this::watchRest);

  Stage(Fault fault, Wire wire) {
    this.fault = fault;
    this.wire = wire;
    server = ScriptedServer.start(this::answer);
    other = ScriptedServer.start(Answer.answer().sse().write(wire.answer(Faults.TEXTS)));
  }

  private Answer answer(ReceivedRequest request) {
    if (requests.incrementAndGet() == 1 && fault.act().rests()) {
      rest.start();
    }
    var promised = notBefore;
    if (promised != null && Instant.now().isBefore(promised)) {
      early = true;
    }
    return fault.script().of(wire, this);
  }

  /** {@return the server's root} */
  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  /** {@return the root of the other origin} */
  String otherUrl() {
    return "http://127.0.0.1:" + other.port();
  }

  /** {@return which request is being answered, the first being 1} */
  int request() {
    return requests.get();
  }

  /** {@return a date in one to two seconds, before which no request may come} */
  String retryDate() {
    var date = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
    notBefore = date;
    return HTTP_DATE.format(date);
  }

  /** {@return whether a request came before the date} */
  boolean wasAskedEarly() {
    return early;
  }

  /** {@return whether the other origin was sent the key} */
  boolean keyWentElsewhere() {
    return other.requests().stream()
        .anyMatch(request ->
            request.target().contains(Driver.KEY)
                || request.bodyText().contains(Driver.KEY)
                || request.headers().stream()
                    .anyMatch(header -> header.value().contains(Driver.KEY)));
  }

  /** {@return whether the client has left, or does so soon} */
  boolean clientLeaves(Duration patience) {
    try {
      server.awaitClientGone(patience);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  /**
   * {@return how much the client, or the kernel for it, had taken shortly before the reader's rest
   * was over} What some clients read after that, to close a connection politely, is not in it.
   */
  long bytesTakenAtRest() {
    return takenAtRest;
  }

  private void watchRest() {
    try {
      Thread.sleep(Waits.REST.multipliedBy(3).dividedBy(4));
      takenAtRest = server.bytesWritten();
    } catch (InterruptedException e) {
      // The reader did not rest.
    }
  }

  @Override
  public void close() {
    rest.interrupt();
    server.close();
    other.close();
  }
}
