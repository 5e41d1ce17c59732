package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.spi.Exchange;
import dev.penstock.testkit.BackendContract.Transport;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** The reader's pace is the sender's: what nobody reads stays with the kernel and the server. */
abstract class BackPressureContract extends ContractGroup {
  private static final int EVENT = 200;
  private static final int MANY = 50;

  BackPressureContract(BackendContract contract) {
    super(contract);
  }

  private static Answer answer() {
    return Answer.answer();
  }

  /**
   * {@return how many bytes this process has taken of what the server wrote; framing and heads
   * included}
   */
  private long taken() {
    // What is written in between would count as taken: so the count of the written goes first.
    long written = server().bytesWritten();
    return written - KernelQueues.bytes(server().scriptPort());
  }

  private void assumeCountable() {
    assumeTrue(KernelQueues.areKnown(), "the kernel's queues are known on Linux only");
    assumeTrue(
        contract().transport() != Transport.TLS, "what TLS adds can't be told from what is held");
  }

  /** Stops when the kernel's buffers and the backend's are full. */
  private void awaitServerStuck() {
    Eventually.steady(() -> server().bytesWritten());
  }

  @Test
  void a_flood_that_nobody_reads_stays_outside() {
    assumeCountable();
    serveNarrowly(answer().sse().flood(EVENT));
    var exchange = beginAnswered();
    readChunk(exchange);
    awaitServerStuck();
    assertThat(taken()).isLessThanOrEqualTo(contract().mayHold());
    assertThat(server().openConnections()).isEqualTo(1);
  }

  @Test
  void many_floods_that_nobody_reads_stay_outside() {
    assumeCountable();
    serveNarrowly(answer().sse().flood(EVENT));
    // Over HTTP/2 they share a connection, whose window large ones soon use up.
    int many = Math.clamp((16 << 20) / contract().mayHold(), 1, MANY);
    for (int i = 0; i < many; i++) {
      readChunk(beginAnswered());
    }
    awaitServerStuck();
    assertThat(taken()).isLessThanOrEqualTo(many * (long) contract().mayHold());
  }

  @Test
  void a_trickle_is_taken_as_it_is_asked_for() {
    assumeCountable();
    var event = "data: " + "x".repeat(100) + "\n\n";
    serve(
        answer()
            .sse()
            .write(event)
            .awaitPermit()
            .repeat(50, n -> event, Duration.ofMillis(1))
            .stall());
    var exchange = beginAnswered();
    readChunk(exchange);
    long before = Eventually.steady(this::taken);
    server().release();
    awaitServerStuck();
    long ahead = Eventually.steady(this::taken) - before;
    assertThat(ahead)
        .as("bytes taken while nobody read")
        .isLessThanOrEqualTo(contract().readsAhead() ? contract().mayHold() : 0);
    assertThat(new String(readUpTo(exchange, 50 * event.length()), UTF_8))
        .isEqualTo(event.repeat(50));
  }

  private static byte[] readUpTo(Exchange exchange, int count) {
    var bytes = new ByteArrayOutputStream();
    while (bytes.size() < count) {
      bytes.writeBytes(readChunk(exchange));
    }
    return bytes.toByteArray();
  }

  /** Between two reads nothing is taken, once what may be held is. */
  @Test
  void nothing_is_taken_between_two_reads() {
    assumeCountable();
    serveNarrowly(answer().sse().flood(EVENT));
    var exchange = beginAnswered();
    readChunk(exchange);
    awaitServerStuck();
    for (int i = 0; i < 3; i++) {
      long before = Eventually.steady(this::taken);
      int read = readChunk(exchange).length;
      long after = Eventually.steady(this::taken);
      assertThat(after - before)
          .as("taken for a read of %s bytes", read)
          .isLessThanOrEqualTo(contract().mayHold());
    }
  }

  @Test
  void a_flood_goes_on_when_it_is_read() {
    serveNarrowly(answer().sse().flood(EVENT));
    var exchange = beginAnswered();
    readChunk(exchange);
    awaitServerStuck();
    long before = server().bytesWritten();
    long read = 0;
    while (read < 10_000_000 + contract().mayHold()) {
      read += readChunk(exchange).length;
    }
    assertThat(server().bytesWritten()).isGreaterThan(before);
  }

  @Test
  void one_that_nobody_reads_holds_up_no_other() {
    serveNarrowly(answer().sse().flood(EVENT));
    readChunk(beginAnswered());
    awaitServerStuck();
    var others = new ArrayList<Exchange>();
    for (int i = 0; i < MANY; i++) {
      server().enqueue(answer().sse().event("another's").end());
    }
    for (int i = 0; i < MANY; i++) {
      others.add(begin());
    }
    for (var other : others) {
      assertThat(readText(answered(other))).isEqualTo("data: another's\n\n");
    }
  }
}
