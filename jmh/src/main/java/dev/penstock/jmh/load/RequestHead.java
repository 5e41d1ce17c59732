package dev.penstock.jmh.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Gathers a request of HTTP/1.1 with a body of known length, and tells its target. */
final class RequestHead {
  private byte[] bytes = new byte[1024];
  private int length;

  /** {@return the target of the request that is whole with these bytes; null if it is not yet} */
  @Nullable String add(ByteBuffer more) {
    int count = more.remaining();
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (length + count));
    }
    more.get(bytes, length, count);
    length += count;
    var text = new String(bytes, 0, length, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0 || length < end + 4 + bodyLength(text.substring(0, end))) {
      return null;
    }
    length = 0;
    int from = text.indexOf(' ') + 1;
    return text.substring(from, text.indexOf(' ', from));
  }

  private static int bodyLength(String head) {
    for (var line : head.split("\r\n", -1)) {
      var name = "content-length:";
      if (line.toLowerCase(Locale.ROOT).startsWith(name)) {
        return Integer.parseInt(line.substring(name.length()).strip());
      }
    }
    return 0;
  }
}
