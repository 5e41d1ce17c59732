package dev.penstock.testkit.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
final class RecordingsSnippetsTest {
  // @start region="test"
  @RegisterExtension final Recordings recordings = Recordings.in(Path.of("src/test/recordings"));

  @Test
  void the_sky_is_blue() {
    var question = StreamRequest.post("https://llm.example/v1/ask").withJson("{\"model\":\"m\"}");
    try (var penstock = Penstock.builder().backend(recordings.backend()).build();
        var answer = penstock.openEvents(question)) {
      assertThat(answer.next().data()).contains("blue");
    }
  }
  // @end
}
