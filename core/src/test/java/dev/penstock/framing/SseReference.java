package dev.penstock.framing;

import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.framing.SseRun.Event;
import dev.penstock.framing.SseRun.Setup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parser of whole event streams, obviously right and slow, for tests to compare with. It reads
 * the bytes as ISO 8859-1, so that a character is a byte, cuts them with a regular expression, and
 * decodes the values.
 */
final class SseReference {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

  private final Setup setup;
  private final List<Event> events = new ArrayList<>();
  private final List<String> comments = new ArrayList<>();
  private final List<String> data = new ArrayList<>();
  private final List<String> strays = new ArrayList<>();
  private String type = "";
  private String idBuffer;
  private String lastEventId;
  private long retry = -1;
  private int size;
  private long eventOffset = -1;
  private long strayOffset;

  private SseReference(Setup setup) {
    this.setup = setup;
    idBuffer = lastEventId = setup.lastEventId();
  }

  static SseRun run(byte[] bytes, Setup setup) {
    var reference = new SseReference(setup);
    Long failedAt = null;
    try {
      reference.parse(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (FrameLimitException e) {
      failedAt = e.offset();
    }
    return new SseRun(
        reference.events, reference.lastEventId, reference.retry, reference.comments, failedAt);
  }

  private void parse(String stream) {
    int from = stream.startsWith("\u00EF\u00BB\u00BF") ? 3 : 0;
    var ends = LINE_END.matcher(stream);
    while (ends.find(from)) {
      line(stream.substring(from, ends.start()), from);
      from = ends.end();
    }
    var rest = stream.substring(from);
    // A stream that is nothing but a part of a BOM never gets to a line.
    if (setup.atEnd() == AtEnd.FLUSH) {
      if (!rest.isEmpty()) {
        line(rest, from);
      }
      endStrays();
      dispatch();
    } else {
      beginning(rest, from);
      endStrays();
    }
  }

  private void line(String line, int offset) {
    int colon = line.indexOf(':');
    var name = colon < 0 ? line : line.substring(0, colon);
    var value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
    boolean known = List.of("event", "data", "id", "retry").contains(name);
    if (line.isEmpty() || colon == 0 || known) {
      endStrays();
    }
    if (line.isEmpty()) {
      dispatch();
    } else if (colon == 0) {
      if (setup.comments()) {
        limit(line.length() - 1, offset);
        comments.add(decode(line.substring(1)));
      }
    } else if (known) {
      field(name, value, offset);
    } else if (setup.strayLines()) {
      if (strays.isEmpty()) {
        strayOffset = offset;
      }
      strays.add(line);
      limit(String.join("\n", strays).length(), strayOffset);
    }
  }

  /** The beginning of a line that never ended counts against the limit, once its field is known. */
  private void beginning(String line, int offset) {
    for (var name : List.of("event:", "data:", "id:", "retry:")) {
      if (line.startsWith(name) && line.length() > name.length()) {
        endStrays();
        int value = line.substring(name.length()).replaceFirst("^ ", "").length();
        int lineFeed = name.equals("data:") && !data.isEmpty() ? 1 : 0;
        limit(size + lineFeed + value, eventOffset < 0 ? offset : eventOffset);
        return;
      }
      if (name.startsWith(line)) {
        return;
      }
    }
    if (line.startsWith(":")) {
      endStrays();
      if (setup.comments()) {
        limit(line.length() - 1, offset);
      }
    } else if (setup.strayLines() && (offset > 0 || !"\u00EF\u00BB".startsWith(line))) {
      limit(
          String.join("\n", strays).length() + (strays.isEmpty() ? 0 : 1) + line.length(),
          strays.isEmpty() ? offset : strayOffset);
    }
  }

  private void field(String name, String value, int offset) {
    if (eventOffset < 0) {
      eventOffset = offset;
    }
    size += value.length() + (name.equals("data") && !data.isEmpty() ? 1 : 0);
    limit(size, eventOffset);
    switch (name) {
      case "event" -> type = value;
      case "data" -> data.add(value);
      case "id" -> {
        if (value.indexOf(0) < 0) {
          idBuffer = decode(value);
        }
      }
      default -> {
        var number = number(value);
        if (number != null) {
          retry = number;
        }
      }
    }
  }

  private static @Nullable Long number(String value) {
    try {
      return value.matches("[0-9]+") ? Long.valueOf(value) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private void dispatch() {
    lastEventId = idBuffer;
    if (!data.isEmpty()) {
      events.add(
          new Event(
              Frame.Kind.EVENT,
              type.isEmpty() ? "message" : decode(type),
              lastEventId,
              decode(String.join("\n", data)),
              eventOffset));
    }
    data.clear();
    type = "";
    size = 0;
    eventOffset = -1;
  }

  private void endStrays() {
    if (!strays.isEmpty()) {
      events.add(
          new Event(
              Frame.Kind.STRAY,
              "message",
              lastEventId,
              decode(String.join("\n", strays)),
              strayOffset));
      strays.clear();
    }
  }

  private void limit(int bytes, long offset) {
    if (bytes > setup.maxFrameBytes()) {
      throw new FrameLimitException(setup.maxFrameBytes(), offset);
    }
  }

  private static String decode(String bytes) {
    return Utf8Reference.decode(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
