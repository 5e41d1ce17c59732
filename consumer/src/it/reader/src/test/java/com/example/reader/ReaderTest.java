package com.example.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.penstock.Penstock;
import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ScriptedServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ReaderTest {
  private static final List<String> BACKENDS = List.of(System.getProperty("backends").split(","));

  @Test
  void it_runs_where_it_is_meant_to() {
    assertThat(Reader.class.getModule().isNamed()).isEqualTo(Boolean.getBoolean("onModulePath"));
    assertThat(Penstock.class.getModule().isNamed()).isEqualTo(Boolean.getBoolean("onModulePath"));
  }

  @Test
  void it_reads_an_answer_by_default() {
    try (var penstock = Penstock.create()) {
      assertThat(ask(penstock)).isEqualTo("Hello");
    }
  }

  @Test
  void it_reads_an_answer_by_each_backend() {
    for (var backend : BACKENDS) {
      try (var penstock = Penstock.builder().backend(backend).build()) {
        assertThat(ask(penstock)).as(backend).isEqualTo("Hello");
      }
    }
  }

  @Test
  void a_backend_that_is_not_there_is_named_with_its_artifact() {
    for (var backend : List.of("jdk", "jetty")) {
      if (!BACKENDS.contains(backend)) {
        try (var penstock = Penstock.builder().backend(backend).build()) {
          assertThatIllegalArgumentException()
              .isThrownBy(() -> ask(penstock))
              .withMessageContaining("penstock-backend-" + backend);
        }
      }
    }
  }

  private static String ask(Penstock penstock) {
    var script =
        Answer.answer()
            .sse()
            .event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"}}]}")
            .event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"}}]}")
            .event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
            .event("[DONE]")
            .end();
    try (var server = ScriptedServer.start(script)) {
      return Reader.ask(penstock, server.uri("/v1").toString(), "Say hello.");
    }
  }
}
