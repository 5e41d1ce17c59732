package dev.penstock.framing;

import dev.penstock.framing.Frame.Kind;
import dev.penstock.framing.SseRun.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream and what a parser must make of it.
 *
 * @param rules the rules it is about: R1 … R18 of the standard, C1 … C4 of chunks (see {@link
 *     SseCases})
 * @param fixed whether the line ends must stay as they are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SseCase(
    String rules,
    String title,
    byte[] input,
    boolean fixed,
    String seed,
    List<Event> events,
    List<Event> flushed,
    String lastEventId,
    long retry,
    List<String> comments) {

  @Override
  public String toString() {
    return rules + ": " + title;
  }

  static Builder of(String rules, String title, String input) {
    return new Builder(rules, title, input.getBytes(StandardCharsets.UTF_8));
  }

  /** For bytes that are no UTF-8: one character a byte. */
  static Builder ofBytes(String rules, String title, String input) {
    return new Builder(rules, title, input.getBytes(StandardCharsets.ISO_8859_1));
  }

  static final class Builder {
    private final String rules;
    private final String title;
    private final byte[] input;
    private final List<Event> events = new ArrayList<>();
    private final List<Event> flushed = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private String seed = "";
    private String id = "";
    private boolean fixed;
    private long retry = -1;

    private Builder(String rules, String title, byte[] input) {
      this.rules = rules;
      this.title = title;
      this.input = input;
      for (byte b : input) {
        fixed |= b == '\r';
      }
    }

    Builder seed(String id) {
      seed = id;
      return id(id);
    }

    /** The last event ID from here on. */
    Builder id(String id) {
      this.id = id;
      return this;
    }

    Builder event(String data) {
      return event("message", data);
    }

    Builder event(String type, String data) {
      events.add(new Event(Kind.EVENT, type, id, data, 0));
      return this;
    }

    /** One that is there only if the stream's end flushes it. */
    Builder flushed(String id, String type, String data) {
      flushed.add(new Event(Kind.EVENT, type, id, data, 0));
      return this;
    }

    Builder retry(long milliseconds) {
      retry = milliseconds;
      return this;
    }

    Builder comment(String comment) {
      comments.add(comment);
      return this;
    }

    SseCase build() {
      return new SseCase(rules, title, input, fixed, seed, events, flushed, id, retry, comments);
    }
  }
}
