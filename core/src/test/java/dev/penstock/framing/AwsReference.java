package dev.penstock.framing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.framing.AwsHeaderValue.BooleanValue;
import dev.penstock.framing.AwsHeaderValue.ByteValue;
import dev.penstock.framing.AwsHeaderValue.BytesValue;
import dev.penstock.framing.AwsHeaderValue.IntegerValue;
import dev.penstock.framing.AwsHeaderValue.LongValue;
import dev.penstock.framing.AwsHeaderValue.ShortValue;
import dev.penstock.framing.AwsHeaderValue.StringValue;
import dev.penstock.framing.AwsHeaderValue.TimestampValue;
import dev.penstock.framing.AwsHeaderValue.UuidValue;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** AWS event streams read the plain way, from all bytes at once, with a bitwise CRC. */
final class AwsReference {
  private AwsReference() {}

  static List<String> read(byte[] input, int limit) {
    var log = new ArrayList<String>();
    int at = 0;
    while (at < input.length) {
      byte[] rest = Arrays.copyOfRange(input, at, input.length);
      Class<? extends FramingException> fault = fault(rest, limit);
      if (fault != null) {
        log.add(FrameLog.thrown(fault, at));
        return log;
      }
      int total = ByteBuffer.wrap(rest).getInt();
      int headersLength = ByteBuffer.wrap(rest).getInt(4);
      var headers = new LinkedHashMap<String, AwsHeaderValue>();
      int bad = headers(Arrays.copyOfRange(rest, 12, 12 + headersLength), headers);
      if (bad >= 0) {
        log.add(FrameLog.thrown(MalformedFrameException.class, at + 12 + bad));
        return log;
      }
      byte[] payload = Arrays.copyOfRange(rest, 12 + headersLength, total - 4);
      String messageType = string(headers, ":message-type", "event");
      var kind =
          messageType.equals("exception") || messageType.equals("error")
              ? Frame.Kind.ERROR
              : Frame.Kind.EVENT;
      String typeHeader =
          switch (messageType) {
            case "exception" -> ":exception-type";
            case "error" -> ":error-code";
            default -> ":event-type";
          };
      log.add(
          FrameLog.frame(kind, at, string(headers, typeHeader, "message"), payload)
              + " "
              + headers);
      at += total;
    }
    return log;
  }

  private static String string(Map<String, AwsHeaderValue> headers, String name, String otherwise) {
    return headers.get(name) instanceof StringValue(String value) ? value : otherwise;
  }

  private static @Nullable Class<? extends FramingException> fault(byte[] rest, int limit) {
    if (rest.length < 12) {
      return TruncatedFrameException.class;
    }
    var buffer = ByteBuffer.wrap(rest);
    if (crc(rest, 8) != buffer.getInt(8)) {
      return MalformedFrameException.class;
    }
    long total = buffer.getInt(0) & 0xFFFF_FFFFL;
    long headers = buffer.getInt(4) & 0xFFFF_FFFFL;
    if (total < 16 || headers > total - 16) {
      return MalformedFrameException.class;
    }
    if (total > limit) {
      return FrameLimitException.class;
    }
    if (rest.length < total) {
      return TruncatedFrameException.class;
    }
    return crc(rest, (int) total - 4) == buffer.getInt((int) total - 4)
        ? null
        : MalformedFrameException.class;
  }

  /** Decodes headers; returns where they stop being headers, -1 if they don't. */
  private static int headers(byte[] bytes, Map<String, AwsHeaderValue> into) {
    var in = new DataInputStream(new ByteArrayInputStream(bytes));
    int at = 0;
    try {
      while (in.available() > 0) {
        at = bytes.length - in.available();
        String name = new String(exactly(in, in.readUnsignedByte()), UTF_8);
        AwsHeaderValue value =
            switch (in.readByte()) {
              case 0 -> new BooleanValue(true);
              case 1 -> new BooleanValue(false);
              case 2 -> new ByteValue(in.readByte());
              case 3 -> new ShortValue(in.readShort());
              case 4 -> new IntegerValue(in.readInt());
              case 5 -> new LongValue(in.readLong());
              case 6 -> new BytesValue(ByteBuffer.wrap(exactly(in, in.readUnsignedShort())));
              case 7 -> new StringValue(new String(exactly(in, in.readUnsignedShort()), UTF_8));
              case 8 -> new TimestampValue(Instant.ofEpochMilli(in.readLong()));
              case 9 -> new UuidValue(new UUID(in.readLong(), in.readLong()));
              default -> throw new EOFException();
            };
        into.put(name, value);
      }
      return -1;
    } catch (EOFException e) {
      return at;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] exactly(DataInputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  /** CRC-32 of ISO 3309, a bit at a time. */
  private static int crc(byte[] bytes, int length) {
    int crc = -1;
    for (int i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xEDB8_8320;
      }
    }
    return ~crc;
  }
}
