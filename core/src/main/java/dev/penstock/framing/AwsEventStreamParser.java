package dev.penstock.framing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of Amazon's event stream encoding ({@code application/vnd.amazon.eventstream}) into
 * its messages, whose payload is handed out without a copy where the message lies in one chunk.
 *
 * <p>{@link #kind()} is {@link Frame.Kind#ERROR} where {@code :message-type} is {@code exception}
 * or {@code error}. {@link #type()} is the value of {@code :event-type}, {@code :exception-type} or
 * {@code :error-code}, whichever belongs to the message's type, and {@code "message"} where that
 * header is missing. {@link #data()} is the payload; {@link #header} and {@link #headers} give what
 * else there is, such as {@code :content-type} and {@code :error-message}.
 *
 * <p>Both checksums of each message are verified. {@link #next()} throws a {@link
 * MalformedFrameException} where one of them is wrong (a stream of another format fails at the
 * first of them), or where lengths or headers contradict each other; a {@link FrameLimitException}
 * where a message announces more bytes, all its parts counted, than the limit allows; and a {@link
 * TruncatedFrameException} where the bytes end inside a message, whatever the rule given to {@link
 * #end}. Nothing is allocated because of an announced length: memory follows the bytes that came.
 * Time is linear in the bytes, whatever the chunks. Not thread-safe.
 *
 * @see <a href="https://smithy.io/2.0/aws/amazon-eventstream.html">Amazon Event Stream
 *     Specification</a>
 */
public final class AwsEventStreamParser extends ChunkedParser {
  /*
   * message = prelude headers payload message-crc
   * prelude = total-length(4) headers-length(4) prelude-crc(4)
   *
   * total-length = 16 + headers-length + length of the payload. The prelude's CRC-32 is over its first 8 bytes, the
   * message's over all bytes before it. All numbers are big-endian and unsigned.
   *
   * A message is read where it lies if it is whole there; otherwise its bytes are collected, first to the end of the
   * prelude, then to the total length.
   */
  private static final int LENGTHS = 8;
  private static final int PRELUDE = 12;
  private static final int OVERHEAD = 16;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] MESSAGE_TYPE = ascii(":message-type");
  private static final byte[] EVENT_TYPE = ascii(":event-type");
  private static final byte[] EXCEPTION_TYPE = ascii(":exception-type");
  private static final byte[] ERROR_CODE = ascii(":error-code");
  private static final byte[] EXCEPTION = ascii("exception");
  private static final byte[] ERROR = ascii("error");

  private final int maxFrameBytes;
  private final PartialFrame partial;
  private final CRC32 crc = new CRC32();
  private final AwsHeaders headers = new AwsHeaders();

  private long begin;

  /** Total length of the message whose prelude was read, 0 where none was. */
  private int total;

  private int headersLength;

  private Kind kind = Kind.EVENT;
  private String type = "message";
  private byte[] typeBytes = ascii(type);

  private AwsEventStreamParser(int maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
    partial = new PartialFrame(maxFrameBytes, /* slack= */ PRELUDE);
  }

  /** {@return a new parser whose messages may have 16 MiB} */
  public static AwsEventStreamParser create() {
    return create(PartialFrame.DEFAULT_LIMIT);
  }

  /**
   * {@return a new parser}
   *
   * @param maxFrameBytes how many bytes a message may have, prelude, headers and checksums counted
   * @throws IllegalArgumentException if that is less than 1
   */
  public static AwsEventStreamParser create(int maxFrameBytes) {
    return new AwsEventStreamParser(maxFrameBytes);
  }

  private static byte[] ascii(String string) {
    return string.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public long offset() {
    return begin;
  }

  /**
   * {@return the value of one of the message's string headers, or null where there is none of that
   * name and type} Where a name occurs twice the last one counts.
   */
  @Override
  public @Nullable String header(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    String found = null;
    headers.rewind();
    while (headers.next()) {
      if (headers.nameEquals(wanted)) {
        found = headers.isString() ? headers.string() : null;
      }
    }
    return found;
  }

  /**
   * {@return all headers of the message in the order of the wire, decoded by this call: an
   * unmodifiable map, the caller's own} Where a name occurs twice the last value counts.
   */
  public Map<String, AwsHeaderValue> headers() {
    var all = new LinkedHashMap<String, AwsHeaderValue>();
    headers.rewind();
    while (headers.next()) {
      all.put(headers.name(), headers.value());
    }
    return Collections.unmodifiableMap(all);
  }

  @Override
  boolean scan() {
    if (position == limit) {
      return false;
    }
    if (partial.isEmpty()) {
      begin = streamPosition();
      int available = limit - position;
      if (available >= PRELUDE) {
        readPrelude(buffer, position);
        if (available >= total) {
          readMessage(buffer, position);
          position += total;
          total = 0;
          return true;
        }
      }
    }
    if (total == 0) {
      if (!collect(PRELUDE)) {
        return false;
      }
      readPrelude(partial.array(), 0);
    }
    if (!collect(total)) {
      return false;
    }
    readMessage(partial.array(), 0);
    partial.clear();
    total = 0;
    return true;
  }

  @Override
  boolean finish(AtEnd rule) {
    if (!partial.isEmpty()) {
      String seen =
          "the bytes ended after "
              + partial.length()
              + " of "
              + (total == 0 ? "at least 16" : total);
      throw new TruncatedFrameException(seen, begin);
    }
    return false;
  }

  /** Copies from the chunk until the message has so many bytes; false if the chunk ends before. */
  private boolean collect(int wanted) {
    int length = Math.min(wanted - partial.length(), limit - position);
    partial.append(buffer, position, position + length, begin);
    position += length;
    return partial.length() == wanted;
  }

  private void readPrelude(byte[] bytes, int at) {
    checkCrc("prelude", bytes, at, LENGTHS);
    long totalLength = Integer.toUnsignedLong((int) INT.get(bytes, at));
    long headersTotal = Integer.toUnsignedLong((int) INT.get(bytes, at + 4));
    if (totalLength < OVERHEAD) {
      throw new MalformedFrameException(
          "a total length of " + totalLength + ", expected at least " + OVERHEAD, begin);
    }
    if (headersTotal > totalLength - OVERHEAD) {
      throw new MalformedFrameException(
          "headers of " + headersTotal + " bytes in a message of " + totalLength, begin);
    }
    if (totalLength > maxFrameBytes) {
      throw new FrameLimitException(maxFrameBytes, begin);
    }
    total = (int) totalLength;
    headersLength = (int) headersTotal;
  }

  private void readMessage(byte[] bytes, int at) {
    checkCrc("message", bytes, at, total - 4);
    int headersAt = at + PRELUDE;
    headers.reset(bytes, headersAt, headersAt + headersLength);
    readHeaders();
    data.set(bytes, headersAt + headersLength, total - OVERHEAD - headersLength);
  }

  /** Verifies the checksum that stands behind a range of bytes. */
  private void checkCrc(String of, byte[] bytes, int at, int length) {
    crc.reset();
    crc.update(bytes, at, length);
    int computed = (int) crc.getValue();
    int seen = (int) INT.get(bytes, at + length);
    if (seen != computed) {
      throw new MalformedFrameException(
          "the %s CRC-32 is %08x, expected %08x,".formatted(of, seen, computed), begin);
    }
  }

  private void readHeaders() {
    kind = Kind.EVENT;
    byte[] typeHeader = EVENT_TYPE;
    while (headers.next()) {
      if (headers.nameEquals(MESSAGE_TYPE)) {
        boolean exception = headers.isString() && headers.valueEquals(EXCEPTION);
        boolean error = headers.isString() && headers.valueEquals(ERROR);
        kind = exception || error ? Kind.ERROR : Kind.EVENT;
        typeHeader = exception ? EXCEPTION_TYPE : error ? ERROR_CODE : EVENT_TYPE;
      }
    }
    if (headers.isMalformed()) {
      throw new MalformedFrameException(
          "bytes that are no header, in the headers", begin + PRELUDE + headers.distance());
    }
    readType(typeHeader);
  }

  /** Reads the type, whose string is made anew only where it differs from the frame's before. */
  private void readType(byte[] header) {
    boolean found = false;
    headers.rewind();
    while (headers.next()) {
      if (headers.nameEquals(header)) {
        found = headers.isString();
        if (found && !headers.valueEquals(typeBytes)) {
          typeBytes = headers.valueBytes();
          type = headers.string();
        }
      }
    }
    if (!found && !type.equals("message")) {
      type = "message";
      typeBytes = ascii(type);
    }
  }
}
