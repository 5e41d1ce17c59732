package dev.penstock.backend.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ClientsTest {
  private final List<HttpClient> made = new ArrayList<>();
  private final Clients clients =
      Clients.madeBy(key -> {
        var client = HttpClient.newHttpClient();
        made.add(client);
        return client;
      });

  @AfterEach
  void close() {
    clients.close();
    assertThat(made).allMatch(HttpClient::isTerminated);
  }

  private static Clients.Key seconds(int seconds) {
    return Clients.Key.of(Duration.ofSeconds(seconds));
  }

  @Test
  void one_connect_timeout_is_one_client() {
    try (var one = clients.lease(seconds(1));
        var same = clients.lease(seconds(1));
        var other = clients.lease(seconds(2))) {
      assertThat(one.client()).isSameAs(same.client()).isNotSameAs(other.client());
    }
    assertThat(made).hasSize(2);
  }

  @Test
  void no_limit_is_a_key_too() {
    assertThat(Clients.Key.of(Duration.ofNanos(Long.MAX_VALUE)).connectTimeout()).isNull();
    assertThat(Clients.Key.of(Duration.ofNanos(Long.MAX_VALUE)))
        .isEqualTo(Clients.Key.of(Duration.ofDays(999)));
  }

  @Test
  void clients_that_nobody_uses_go_when_there_are_too_many() {
    try (var used = clients.lease(seconds(1))) {
      for (int i = 2; i < 12; i++) {
        clients.lease(seconds(i)).close();
      }
      assertThat(used.client()).isSameAs(made.getFirst());
      assertThat(made.getFirst().isTerminated()).as("in use").isFalse();
      assertThat(made.stream().filter(client -> !isShut(client))).hasSize(4);
    }
  }

  private static boolean isShut(HttpClient client) {
    try {
      return client.awaitTermination(Duration.ofMillis(300));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closed_ones_are_lent_no_more() {
    clients.close();
    assertThatThrownBy(() -> clients.lease(seconds(1))).isInstanceOf(IllegalStateException.class);
  }
}
