package dev.penstock.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is closed takes the connections along that come at that very moment. */
@Timeout(120)
final class ClosingServerTest {
  private static final int ROUNDS = 20;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void clients_that_come_while_it_closes_leave_nothing(boolean http2) throws Exception {
    var before = Census.take();
    for (int i = 0; i < ROUNDS; i++) {
      round(http2);
    }
    before.awaitNothingLeft(Duration.ofSeconds(10));
  }

  private static void round(boolean http2) throws Exception {
    var clients = new ConcurrentLinkedQueue<Socket>();
    var first = new CountDownLatch(1);
    Thread knocking;
    var options = ScriptedServer.builder();
    try (var server = (http2 ? options.http2() : options).start()) {
      knocking = Thread.ofPlatform().start(() -> knock(server.port(), clients, first));
      first.await();
    }
    knocking.join();
    for (var client : clients) {
      client.close();
    }
  }

  /** Connects again and again until nobody is there. */
  private static void knock(int port, Queue<Socket> clients, CountDownLatch first) {
    try {
      while (true) {
        clients.add(new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
        first.countDown();
      }
    } catch (IOException e) {
      first.countDown();
    }
  }
}
