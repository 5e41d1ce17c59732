package dev.penstock.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.penstock.framing.FrameParser.AtEnd;
import java.util.ArrayList;
import java.util.List;

/** NDJSON read the plain way, from all bytes at once. */
final class NdjsonReference {
  private NdjsonReference() {}

  static List<String> read(byte[] input, int limit, AtEnd rule) {
    var log = new ArrayList<String>();
    String text = new String(input, ISO_8859_1);
    int at = text.startsWith("\u00EF\u00BB\u00BF") ? 3 : 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      boolean terminated = end >= 0;
      String line = text.substring(at, terminated ? end : text.length());
      String document = line.replaceFirst("^[ \t\r]+", "");
      int offset = at + line.length() - document.length();
      String shown =
          document.endsWith("\r") ? document.substring(0, document.length() - 1) : document;
      boolean wanted = terminated || rule == AtEnd.FLUSH;
      // Of a line that is to be discarded one byte more is borne with, since it might have been the
      // CR of a line end.
      if (wanted ? shown.length() > limit : document.length() > limit + 1) {
        log.add(FrameLog.thrown(FrameLimitException.class, offset));
        return log;
      }
      if (wanted && !document.isEmpty()) {
        log.add(FrameLog.frame(Frame.Kind.EVENT, offset, "message", shown));
      }
      at += line.length() + 1;
    }
    return log;
  }
}
