package dev.penstock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import dev.penstock.spi.Backend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A backend that is neither of ours keeps the contract, so the SPI suffices and the contract asks
 * for no more than it.
 */
final class SocketBackendTest extends BackendContract {
  @Override
  protected Backend createBackend() {
    return new SocketBackend();
  }

  @Test
  @Timeout(60)
  void it_is_chosen_by_its_instance() {
    try (var server = ScriptedServer.start(Answer.answer().sse().event("one").end());
        var backend = new SocketBackend();
        var penstock = Penstock.builder().backend(backend).build();
        var events = penstock.openEvents(StreamRequest.post(server.uri()).withJson("{}"))) {
      assertThat(events.next().data()).isEqualTo("one");
    }
  }

  @Test
  @Timeout(60)
  void it_is_chosen_by_its_name() {
    try (var server = ScriptedServer.start(Answer.answer().sse().event("one").end());
        var penstock = Penstock.create();
        var events =
            penstock.openEvents(
                StreamRequest.post(server.uri()).withJson("{}").withBackend(SocketBackend.NAME))) {
      assertThat(events.next().data()).isEqualTo("one");
    }
  }
}
