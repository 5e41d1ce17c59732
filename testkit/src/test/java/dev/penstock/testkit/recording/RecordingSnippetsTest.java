package dev.penstock.testkit.recording;

import static dev.penstock.testkit.Answer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Penstock;
import dev.penstock.StreamRequest;
import dev.penstock.spi.Backend;
import dev.penstock.testkit.ScriptedServer;
import dev.penstock.testkit.SocketBackend;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class RecordingSnippetsTest {
  @TempDir private Path folder;

  @Test
  void samples() throws Exception {
    var file = folder.resolve("answer.txt");
    StreamRequest request;
    try (var server = ScriptedServer.start(answer().sse().event("one").end())) {
      request = StreamRequest.post(server.uri("/v1/chat")).withJson("{}");
      Backend backend = new SocketBackend();
      // @start region="record"
      try (var recorder = StreamRecorder.into(file, backend);
          var penstock = Penstock.builder().backend(recorder).build();
          var events = penstock.openEvents(request)) {
        assertThat(events.next().data()).isEqualTo("one");
        assertThat(events.hasNext()).isFalse();
      }
      // @end
    }
    // @start region="replay"
    try (var replay = ReplayBackend.ofFiles(file);
        var penstock = Penstock.builder().backend(replay).build();
        var events = penstock.openEvents(request)) {
      assertThat(events.next().data()).isEqualTo("one");
      assertThat(events.hasNext()).isFalse();
    }
    // @end
    // @start region="playback"
    var slow = Playback.atOriginalSpeed();
    var tenTimesAsFast = Playback.atSpeed(10);
    var byteByByte = Playback.atOnce().inChunksOf(1);
    var anyhow = Playback.atOnce().inRandomChunks(/* seed= */ 17);
    // @end
    var recording = Recording.read(file);
    for (var playback : List.of(slow, tenTimesAsFast, byteByByte, anyhow)) {
      try (var replay = ReplayBackend.of(List.of(recording), playback, Matching.REQUEST);
          var penstock = Penstock.builder().backend(replay).build();
          var events = penstock.openEvents(request)) {
        assertThat(events.next().data()).as(playback.toString()).isEqualTo("one");
      }
    }
  }
}
