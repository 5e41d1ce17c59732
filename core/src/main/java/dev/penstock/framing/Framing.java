package dev.penstock.framing;

/**
 * A wire format that cuts a stream of bytes into frames: a name and a factory of parsers.
 * Thread-safe.
 */
public interface Framing {

  /** {@return the format's name, such as {@code sse}} */
  String name();

  /**
   * {@return a new parser, for one stream}
   *
   * @param maxFrameBytes how many bytes one frame may have, everything counted that makes the
   *     parser's memory grow; at least 1
   */
  FrameParser newParser(int maxFrameBytes);

  /**
   * {@return server-sent events (WHATWG HTML §9.2)} Its parsers also hand out runs of unrecognised
   * lines as {@link Frame.Kind#STRAY}.
   */
  static Framing sse() {
    return StandardFraming.SSE;
  }

  /** {@return newline-delimited JSON: one document a line, blank lines skipped} */
  static Framing ndjson() {
    return StandardFraming.NDJSON;
  }

  /**
   * {@return one JSON array whose elements are the frames, handed out as they complete; also a bare
   * JSON document}
   */
  static Framing jsonArray() {
    return StandardFraming.JSON_ARRAY;
  }

  /** {@return AWS's binary event stream ({@code application/vnd.amazon.eventstream})} */
  static Framing awsEventStream() {
    return StandardFraming.AWS_EVENT_STREAM;
  }

  /**
   * {@return a framing that looks at the first byte of a stream and corrects the expected format
   * where a server answers in another: a JSON document or array where events were expected, events
   * where JSON was}
   *
   * @param expected the format to use where the first byte does not speak against it
   */
  static Framing detecting(Framing expected) {
    return new DetectingFraming(expected);
  }
}
