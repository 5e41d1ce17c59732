package dev.penstock.testkit.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Bytes as lines of text, exactly, and readable where they are text. Stateless.
 *
 * <p>Three kinds of lines, told apart by how they begin:
 *
 * <pre>
 * | text        the text and a line feed
 * : text        the text alone
 * = base64      bytes
 * </pre>
 *
 * <p>Within text a byte is {@code %XX} where it is no UTF-8, no visible character, a per cent sign
 * or a space that ends a line. Bytes of which more than a third would be are written in base64.
 */
final class EscapedBytes {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int LONGEST_UTF_8 = 4;
  private static final int BASE64_BYTES = 57;

  private EscapedBytes() {}

  static List<String> encode(byte[] bytes) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    int escapes = 0;
    for (int i = 0; i < bytes.length; ) {
      int length = visibleLength(bytes, i);
      if (bytes[i] == '\n') {
        lines.add(line('|', line));
        line.setLength(0);
        i++;
      } else if (length > 0) {
        line.append(new String(bytes, i, length, UTF_8));
        i += length;
      } else {
        line.append('%').append(HEX.toHexDigits(bytes[i]));
        escapes++;
        i++;
      }
    }
    if (!line.isEmpty()) {
      lines.add(line(':', line));
    }
    return escapes * 3 > bytes.length ? base64(bytes) : lines;
  }

  private static String line(char kind, StringBuilder text) {
    int last = text.length() - 1;
    if (last >= 0 && text.charAt(last) == ' ') {
      text.replace(last, last + 1, "%20");
    }
    return text.isEmpty() ? String.valueOf(kind) : kind + " " + text;
  }

  private static List<String> base64(byte[] bytes) {
    var lines = new ArrayList<String>();
    for (int at = 0; at < bytes.length; at += BASE64_BYTES) {
      var some = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + BASE64_BYTES));
      lines.add("= " + Base64.getEncoder().encodeToString(some));
    }
    return lines;
  }

  /** {@return how many bytes the character there takes; 0 if it is not to be shown, or none} */
  private static int visibleLength(byte[] bytes, int at) {
    int first = bytes[at];
    if (first >= 0) {
      return first >= ' ' && first != 0x7F && first != '%' ? 1 : 0;
    }
    int length = Integer.numberOfLeadingZeros(~(first << 24));
    if (length < 2 || length > LONGEST_UTF_8 || at + length > bytes.length) {
      return 0;
    }
    try {
      var character = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
      return isVisible(Character.codePointAt(character, 0)) ? length : 0;
    } catch (CharacterCodingException e) {
      return 0;
    }
  }

  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** {@return whether a line is one of these} */
  static boolean isEncoded(String line) {
    return line.startsWith("|") || line.startsWith(":") || line.startsWith("=");
  }

  /**
   * Adds what a line stands for.
   *
   * @throws IllegalArgumentException if it stands for nothing
   */
  static void decode(String line, ByteArrayOutputStream into) {
    var text = line.startsWith(" ", 1) ? line.substring(2) : line.substring(1);
    if (line.charAt(0) == '=') {
      into.writeBytes(Base64.getDecoder().decode(text.getBytes(ISO_8859_1)));
      return;
    }
    for (int i = 0; i < text.length(); ) {
      if (text.charAt(i) == '%') {
        if (i + 3 > text.length()) {
          throw new IllegalArgumentException("a per cent sign without two digits after it");
        }
        into.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 3;
      } else {
        int end = text.indexOf('%', i);
        end = end < 0 ? text.length() : end;
        into.writeBytes(text.substring(i, end).getBytes(UTF_8));
        i = end;
      }
    }
    if (line.charAt(0) == '|') {
      into.write('\n');
    }
  }
}
