package dev.penstock.framing;

import dev.penstock.framing.FrameParser.AtEnd;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that a parser made of a stream. */
record SseRun(
    List<Event> events,
    String lastEventId,
    long retry,
    List<String> comments,
    @Nullable Long failedAt) {

  /** A frame, copied. */
  record Event(Frame.Kind kind, String type, String id, String data, long offset) {
    Event withoutOffset() {
      return new Event(kind, type, id, data, 0);
    }
  }

  /** How the parser is set up. */
  record Setup(
      int maxFrameBytes, String lastEventId, boolean strayLines, boolean comments, AtEnd atEnd) {
    static final Setup STRICT = new Setup(16 << 20, "", false, true, AtEnd.DISCARD);

    Setup seeded(String id) {
      return new Setup(maxFrameBytes, id, strayLines, comments, atEnd);
    }

    Setup with(AtEnd rule) {
      return new Setup(maxFrameBytes, lastEventId, strayLines, comments, rule);
    }

    Setup withStrayLines() {
      return new Setup(maxFrameBytes, lastEventId, true, comments, atEnd);
    }

    SseParser.Builder builder() {
      return SseParser.builder()
          .maxFrameBytes(maxFrameBytes)
          .lastEventId(lastEventId)
          .strayLines(strayLines);
    }
  }

  SseRun withoutOffsets() {
    return new SseRun(
        events.stream().map(Event::withoutOffset).toList(), lastEventId, retry, comments, failedAt);
  }

  static SseRun of(Splitting splitting, Setup setup) {
    return of(splitting, setup, Splitting.Feeding.ARRAY);
  }

  static SseRun of(Splitting splitting, Setup setup, Splitting.Feeding feeding) {
    var comments = new ArrayList<String>();
    var builder = setup.builder();
    if (setup.comments) {
      builder.onComment(comment -> comments.add(comment.toString()));
    }
    var parser = builder.build();
    var events = new ArrayList<Event>();
    Long failedAt = null;
    try {
      for (var chunk : splitting.chunks()) {
        feeding.feed(parser, chunk);
        pull(parser, events);
      }
      parser.end(setup.atEnd);
      pull(parser, events);
    } catch (FrameLimitException e) {
      failedAt = e.offset();
    }
    return new SseRun(events, parser.id(), parser.retry().orElse(-1), comments, failedAt);
  }

  static void pull(SseParser parser, List<Event> events) {
    while (parser.next()) {
      events.add(
          new Event(
              parser.kind(), parser.type(), parser.id(), parser.dataAsString(), parser.offset()));
    }
  }
}
