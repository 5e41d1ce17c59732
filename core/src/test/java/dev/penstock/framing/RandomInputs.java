package dev.penstock.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Inputs for the parsers: well-formed ones, damaged ones, and soups of the bytes that mean
 * something.
 */
final class RandomInputs {
  private static final String[] SOUP = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    ",",
    ":",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\u00EF\u00BB\u00BF",
    "\u00EF",
    "\u00EF\u00BB",
    "0",
    "-1.5e3",
    "01",
    "true",
    "null",
    "nul",
    "x",
    "'",
    "{}",
    "[1,2]",
    "\"a,]\"",
    "{\"a\":1}",
    "{\"b\":[{}]}\n",
    "data",
    "data: 1\n\n",
    "event",
    "id",
    "retry",
    "<",
    "\u00E2\u0080\u00A8",
    "\u0000",
    "\u00FF"
  };
  private static final String[] NAMES = {
    ":message-type", ":event-type", ":exception-type", ":error-code", ":content-type", "", "é", "x"
  };
  private static final String[] STRINGS = {
    "event", "exception", "error", "message", "chunk", "", "\u20AC", "a"
  };

  private final SplittableRandom random;

  RandomInputs(SplittableRandom random) {
    this.random = random;
  }

  byte[] lines() {
    var text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(value(2)).append(pick("\n", "\n", "\r\n", "\n\n", " \n", "\r\r\n"));
    }
    if (random.nextInt(3) == 0) {
      text.append(value(1)).append(pick("", "\r"));
    }
    return damagedOrSoup(text);
  }

  byte[] array() {
    var text = new StringBuilder(pick("[", " [", "\r\n["));
    int elements = random.nextInt(5);
    for (int i = 0; i < elements; i++) {
      text.append(i == 0 ? "" : ",").append(space()).append(value(3)).append(space());
    }
    return damagedOrSoup(text.append("]").append(pick("", "\n", space(), value(1))));
  }

  byte[] documents() {
    var text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(value(2)).append(pick("", " ", "\n"));
    }
    return damagedOrSoup(text);
  }

  /**
   * AWS messages, some of them damaged: truncated, with flipped bits, or with nonsense under
   * correct checksums.
   */
  byte[] messages() {
    var out = new ByteArrayOutputStream();
    for (int i = random.nextInt(4); i >= 0; i--) {
      out.writeBytes(
          switch (random.nextInt(20)) {
            case 0 ->
                AwsMessage.prelude(random.nextInt(40), random.nextInt(30), random.nextInt(30));
            case 1 -> AwsMessage.prelude(random.nextInt(), random.nextInt(), random.nextInt(30));
            case 2, 3 -> AwsMessage.encode(someBytes(12), someBytes(20));
            default -> message().encode();
          });
    }
    byte[] bytes = out.toByteArray();
    if (random.nextInt(8) == 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  AwsMessage message() {
    var headers = new ArrayList<Map.Entry<String, AwsHeaderValue>>();
    for (int i = random.nextInt(6); i > 0; i--) {
      headers.add(Map.entry(pick(NAMES), headerValue()));
    }
    return new AwsMessage(List.copyOf(headers), someBytes(60));
  }

  private AwsHeaderValue headerValue() {
    return switch (random.nextInt(16)) {
      case 0 -> new BooleanValue(true);
      case 1 -> new BooleanValue(false);
      case 2 -> new ByteValue((byte) random.nextInt());
      case 3 -> new ShortValue((short) random.nextInt());
      case 4 -> new IntegerValue(random.nextInt());
      case 5 -> new LongValue(random.nextLong());
      case 6 -> new BytesValue(ByteBuffer.wrap(someBytes(20)));
      case 7 -> new TimestampValue(Instant.ofEpochMilli(random.nextLong()));
      case 8 -> new UuidValue(new UUID(random.nextLong(), random.nextLong()));
      default -> new StringValue(pick(STRINGS));
    };
  }

  byte[] someBytes(int bound) {
    byte[] bytes = new byte[random.nextInt(bound)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] damagedOrSoup(StringBuilder text) {
    if (random.nextInt(3) == 0) {
      text.setLength(0);
      for (int i = random.nextInt(14); i > 0; i--) {
        text.append(pick(SOUP));
      }
    } else if (random.nextInt(12) == 0) {
      text.insert(0, "\u00EF\u00BB\u00BF");
    }
    for (int i = random.nextInt(4) - 1; i > 0; i--) {
      int at = random.nextInt(text.length() + 1);
      text.replace(at, Math.min(text.length(), at + random.nextInt(3)), pick(SOUP));
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> pick("0", "-0.5E-7", "1e9", "123456789012345678901234567890");
      case 1 -> pick("true", "false", "null");
      case 2, 3, 4, 5 -> string();
      case 6 -> "[" + space() + value(depth - 1) + space() + pick("", "," + value(depth - 1)) + "]";
      default ->
          "{"
              + space()
              + string()
              + ":"
              + value(depth - 1)
              + pick("", "," + string() + ": " + value(0))
              + "}";
    };
  }

  private String string() {
    String inside =
        pick(
            "",
            "a",
            "\\\"",
            "\\\\",
            "]",
            "}",
            "{[",
            ",",
            "\\u20ac",
            new String("é\u2028".getBytes(UTF_8), ISO_8859_1));
    return "\"" + inside + pick("", "b", "\\\\") + "\"";
  }

  private String space() {
    return pick("", "", " ", "\n  ", "\r\n", "\t");
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
