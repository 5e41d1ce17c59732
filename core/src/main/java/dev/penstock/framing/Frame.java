package dev.penstock.framing;

import org.jspecify.annotations.Nullable;

/**
 * The frame a {@link FrameParser} stands on: one server-sent event, one line of NDJSON, one element
 * of a JSON array, one AWS message.
 *
 * <p>A view, not a value: everything read through it, {@link #data()} above all, is valid until the
 * parser's next call of {@link FrameParser#next()} or {@link FrameParser#feed feed}. To keep the
 * bytes, take {@link ByteSlice#toByteArray()} or {@link #dataAsString()}. Confined to the parser's
 * thread.
 */
public interface Frame {

  /** What a frame is. */
  enum Kind {
    /** A frame of the format, as its sender meant it. */
    EVENT,
    /**
     * A frame by which the sender reports an error: an AWS {@code exception} or {@code error}
     * message.
     */
    ERROR,
    /**
     * Bytes that are no frame of the format, handed on because providers put errors there: a run of
     * lines that are no field of server-sent events, or an element of a JSON array that is no JSON.
     */
    STRAY
  }

  /** {@return what this frame is} */
  Kind kind();

  /**
   * {@return the frame's type: the {@code event} field of a server-sent event ({@code "message"}
   * where unset), the event or exception type of an AWS message, {@code "message"} for framings
   * without types}
   */
  String type();

  /** {@return the last event id as of this frame, {@code ""} where there is none} */
  String id();

  /** {@return the frame's payload as received, borrowed until the parser moves on} */
  ByteSlice data();

  /**
   * {@return the payload decoded as the WHATWG decodes UTF-8: malformed input becomes U+FFFD, one
   * for each maximal subpart}
   */
  default String dataAsString() {
    return data().toString();
  }

  /**
   * {@return the value of one of the frame's headers, or null where the frame has none of that name
   * or the framing has no headers: only AWS messages have them}
   *
   * @param name the header's name, such as {@code :error-message}
   */
  default @Nullable String header(String name) {
    return null;
  }

  /** {@return the offset of the frame's first byte, counted from the start of the stream} */
  long offset();
}
