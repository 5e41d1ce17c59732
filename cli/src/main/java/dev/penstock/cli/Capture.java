package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.testkit.recording.Recording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** Reads a file that is a recording, or the bare body of an answer. */
final class Capture {
  private static final int PRELUDE = 12;
  private static final int PRELUDE_CHECKED = 8;

  private Capture() {}

  /**
   * {@return the recording; of a bare body, one that guesses its content type}
   *
   * @throws UsageException if there is no such file, or it is a recording that can't be read
   */
  static Recording read(String file) {
    try {
      var path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw new UsageException("cannot read " + file + ": a folder, not a file");
      }
      if (!Files.exists(path)) {
        throw new UsageException("cannot read " + file + ": no such file");
      }
      return of(file, Files.readAllBytes(path));
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("cannot read " + file + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  private static Recording of(String file, byte[] bytes) {
    var text = new String(bytes, 0, Math.min(bytes.length, 1 << 10), ISO_8859_1);
    return Recording.isRecording(text)
        ? Recording.parse(file, new String(bytes, UTF_8))
        : Recording.ofBody(file, contentType(bytes, text), bytes);
  }

  private static String contentType(byte[] bytes, String beginning) {
    if (isAwsEventStream(bytes)) {
      return "application/vnd.amazon.eventstream";
    }
    var text = beginning.replace("\u00EF\u00BB\u00BF", "").stripLeading();
    if (text.startsWith("[")) {
      return "application/json";
    }
    if (text.startsWith("{")) {
      // A line that ends where an object does, and another that begins with one.
      return new String(bytes, ISO_8859_1).strip().matches("(?s)\\{[^\\n]*\\}\\s*\\n\\s*\\{.*")
          ? "application/x-ndjson"
          : "application/json";
    }
    return "text/event-stream";
  }

  private static boolean isAwsEventStream(byte[] bytes) {
    if (bytes.length < PRELUDE) {
      return false;
    }
    var crc = new CRC32();
    crc.update(bytes, 0, PRELUDE_CHECKED);
    return ByteBuffer.wrap(bytes).getInt(PRELUDE_CHECKED) == (int) crc.getValue();
  }
}
