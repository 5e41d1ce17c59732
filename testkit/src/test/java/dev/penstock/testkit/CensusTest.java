package dev.penstock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
final class CensusTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void nothing_is_left_where_nothing_happened() {
    Census.take().awaitNothingLeft(Duration.ZERO);
  }

  @Test
  void a_thread_that_goes_on_is_named_with_its_place() {
    var before = Census.take();
    var end = new CountDownLatch(1);
    Thread.ofPlatform().name("the leak").start(() -> hold(end));
    try {
      assertThatThrownBy(() -> before.awaitNothingLeft(Duration.ZERO))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("left after PT0S:\n  thread #")
          .hasMessageContaining("\"the leak\"");
    } finally {
      end.countDown();
    }
    before.awaitNothingLeft(SOON);
  }

  @Test
  void a_virtual_thread_that_goes_on_is_named_with_its_place() throws InterruptedException {
    var before = Census.take();
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    Thread.ofVirtual()
        .name("the \"leak\"")
        .start(() -> {
          begun.countDown();
          hold(end);
        });
    begun.await();
    try {
      assertThat(before.left())
          .singleElement()
          .asString()
          .startsWith("virtual thread #")
          .contains("\"the \"leak\"\" at ")
          .contains("CensusTest");
    } finally {
      end.countDown();
    }
    before.awaitNothingLeft(SOON);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_socket_that_stays_open_is_shown_with_both_its_ends() throws IOException {
    var before = Census.take();
    var loopback = InetAddress.getLoopbackAddress();
    try (var listener = new ServerSocket(0, 1, loopback);
        var client = new Socket(loopback, listener.getLocalPort());
        var accepted = listener.accept()) {
      var near = "127.0.0.1:" + client.getLocalPort();
      var far = "127.0.0.1:" + client.getPort();
      assertThat(accepted.isConnected()).isTrue();
      assertThat(before.left())
          .hasSize(3)
          .anyMatch(line -> line.endsWith(far + " LISTEN"))
          .anyMatch(line -> line.endsWith(near + " to " + far + " ESTABLISHED"))
          .anyMatch(line -> line.endsWith(far + " to " + near + " ESTABLISHED"));
    }
    before.awaitNothingLeft(SOON);
  }

  @Test
  void what_was_there_before_is_not_counted() {
    var end = new CountDownLatch(1);
    Thread.startVirtualThread(() -> hold(end));
    Thread.ofPlatform().start(() -> hold(end));
    var before = Census.take();
    assertThat(before.left()).isEmpty();
    end.countDown();
    assertThat(before.left()).isEmpty();
  }

  @Test
  void an_interrupt_ends_the_waiting_and_is_kept() {
    var before = Census.take();
    var end = new CountDownLatch(1);
    Thread.ofPlatform().start(() -> hold(end));
    try {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> before.awaitNothingLeft(SOON)).isInstanceOf(AssertionError.class);
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      end.countDown();
    }
  }

  private static void hold(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
