package dev.penstock.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.framing.FrameParser.AtEnd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
final class FrameReaderTest {

  private static List<String> usage(InputStream body) throws IOException {
    var texts = new ArrayList<String>();
    // @start region="usage"
    try (var reader = FrameReader.of(SseParser.create(), body)) {
      while (reader.next()) {
        Frame event = reader.frame();
        texts.add(event.type() + ": " + event.dataAsString());
      }
    }
    // @end
    return texts;
  }

  @Test
  void a_stream_is_read_to_its_end() throws IOException {
    var body = new ByteArrayInputStream(SseText.utf8("data: a\n\nevent: b\ndata: c\n\ndata: d\n"));
    assertThat(usage(body)).containsExactly("message: a", "b: c");
  }

  @Test
  void a_channel_is_read_to_its_end() throws IOException {
    var body = new ByteArrayInputStream(SseText.utf8("data: a\n\ndata: b\n\ndata: c"));
    try (var reader = FrameReader.of(SseParser.create(), Channels.newChannel(body), AtEnd.FLUSH)) {
      assertThat(texts(reader)).containsExactly("a", "b", "c");
      assertThat(reader.next()).isFalse();
    }
    try (var reader =
        FrameReader.of(SseParser.create(), Channels.newChannel(InputStream.nullInputStream()))) {
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void an_unfinished_event_is_flushed_if_asked_for() throws IOException {
    var body = new ByteArrayInputStream(SseText.utf8("data: a\n\ndata: b"));
    try (var reader = FrameReader.of(SseParser.create(), body, AtEnd.FLUSH)) {
      assertThat(texts(reader)).containsExactly("a", "b");
    }
  }

  @Test
  void closing_closes_the_source() throws IOException {
    var in = new PipedInputStream();
    try (var out = new PipedOutputStream(in)) {
      FrameReader.of(SseParser.create(), in).close();
      assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void events_longer_than_the_buffer_are_put_together() throws IOException {
    var text = "x".repeat(100_000);
    var body = new ByteArrayInputStream(SseText.utf8("data: " + text + "\n\ndata: b\n\n"));
    try (var reader = FrameReader.of(SseParser.create(), body)) {
      assertThat(texts(reader)).containsExactly(text, "b");
    }
  }

  @Test
  void an_event_is_handed_out_before_more_is_read() throws IOException {
    try (var sender = new PipedOutputStream();
        var reader = FrameReader.of(SseParser.create(), new PipedInputStream(sender))) {
      sender.write(SseText.utf8("data: a\r\r"));
      assertThat(reader.next()).isTrue();
      assertThat(reader.frame().dataAsString()).isEqualTo("a");
      sender.write(SseText.utf8("\ndata: b\n\n"));
      assertThat(reader.next()).isTrue();
      assertThat(reader.frame().dataAsString()).isEqualTo("b");
    }
  }

  @Test
  void nothing_is_read_that_is_not_asked_for() throws IOException {
    var body = new ByteArrayInputStream(SseText.utf8("data: a\n\n".repeat(10_000)));
    int size = body.available();
    try (var reader = FrameReader.of(SseParser.create(), body)) {
      assertThat(body.available()).isEqualTo(size);
      for (int event = 0; event < 8192 / 9; event++) {
        assertThat(reader.next()).isTrue();
        assertThat(body.available()).isEqualTo(size - 8192);
      }
    }
  }

  @Test
  void empty_reads_are_nothing() throws IOException {
    var body = new ByteArrayInputStream(SseText.utf8("data: a\r\n\r\ndata: b\n\n"));
    var stutters =
        new InputStream() {
          private boolean pause;

          @Override
          public int read() {
            return body.read();
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            pause = !pause;
            return pause ? 0 : body.read(target, offset, 1);
          }
        };
    try (var reader = FrameReader.of(SseParser.create(), stutters)) {
      assertThat(texts(reader)).containsExactly("a", "b");
    }
  }

  @Test
  void closing_from_another_thread_ends_a_read_that_waits() throws Exception {
    var pipe = Pipe.open();
    try (var sink = pipe.sink()) {
      var reader = FrameReader.of(SseParser.create(), pipe.source());
      sink.write(ByteBuffer.wrap(SseText.utf8("data: a\n\ndata: b")));
      assertThat(reader.next()).isTrue();
      var waits = new FutureTask<>(reader::next);
      var thread = Thread.ofVirtual().start(waits);
      while (thread.getState() == Thread.State.NEW) {
        Thread.onSpinWait();
      }
      reader.close();
      reader.close();
      assertThatThrownBy(waits::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(ClosedChannelException.class);
      thread.join();
    }
  }

  @Test
  void a_channel_that_does_not_block_is_refused() throws IOException {
    var pipe = Pipe.open();
    try (var source = pipe.source();
        var sink = pipe.sink()) {
      source.configureBlocking(false);
      assertThat(sink.isOpen()).isTrue();
      assertThatThrownBy(() -> FrameReader.of(SseParser.create(), source))
          .isInstanceOf(IllegalBlockingModeException.class);
    }
  }

  @Test
  void a_failure_to_read_comes_after_the_events_before() throws IOException {
    var failing =
        new InputStream() {
          private boolean begun;

          @Override
          public int read() {
            throw new UncheckedIOException(new IOException("not used"));
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            if (begun) {
              throw new IOException("reset");
            }
            begun = true;
            byte[] event = SseText.utf8("data: a\n\ndata: b");
            System.arraycopy(event, 0, target, offset, event.length);
            return event.length;
          }
        };
    try (var reader = FrameReader.of(SseParser.create(), failing)) {
      assertThat(reader.next()).isTrue();
      assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessage("reset");
    }
  }

  private static List<String> texts(FrameReader reader) throws IOException {
    var texts = new ArrayList<String>();
    while (reader.next()) {
      texts.add(reader.frame().dataAsString());
    }
    return texts;
  }
}
