package dev.penstock.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * JSON arrays and documents read the plain way, from all bytes at once, with a stack of brackets.
 */
final class JsonArrayReference {
  private static final Pattern SCALAR =
      Pattern.compile("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final String TOKEN_BYTES =
      "+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final String text;
  private final int limit;
  private final List<String> log = new ArrayList<>();

  private int at;
  private boolean mismatched;

  private JsonArrayReference(byte[] input, int limit) {
    text = new String(input, ISO_8859_1);
    this.limit = limit;
  }

  static List<String> read(byte[] input, int limit) {
    var reference = new JsonArrayReference(input, limit);
    try {
      reference.stream();
    } catch (FramingException e) {
      reference.log.add(FrameLog.thrown(e.getClass(), e.offset()));
    }
    return reference.log;
  }

  private void stream() {
    at = text.startsWith("\u00EF\u00BB\u00BF") ? 3 : 0;
    skip(" \t\r\n");
    if (at < text.length() && text.charAt(at) == '[') {
      array();
    } else {
      documents(/* stray= */ false);
    }
  }

  private void array() {
    int begin = at++;
    while (true) {
      skip(" \t\r\n,");
      if (at == text.length()) {
        throw new TruncatedFrameException("array", begin);
      }
      if (text.charAt(at) == ']') {
        at++;
        documents(/* stray= */ true);
        return;
      }
      element(" \t\r\n,]", ",]", /* openEnd= */ false, /* stray= */ false);
    }
  }

  private void documents(boolean stray) {
    skip(" \t\r\n");
    while (at < text.length()) {
      element(" \t\r\n", "\r\n", /* openEnd= */ true, stray);
      skip(" \t\r\n");
    }
  }

  private void skip(String bytes) {
    while (at < text.length() && bytes.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void element(String tokenEnds, String junkEnds, boolean openEnd, boolean stray) {
    int begin = at;
    if ("{[\"".indexOf(text.charAt(begin)) >= 0) {
      int end = valueEnd(begin);
      if (end < 0 && !stray) {
        checkLimit(begin, text.length());
        throw new TruncatedFrameException("value", begin);
      }
      emit(begin, end < 0 ? text.length() : end, stray || mismatched);
      return;
    }
    skip(TOKEN_BYTES);
    boolean ended = at == text.length();
    boolean scalar = SCALAR.matcher(text.substring(begin, at)).matches();
    if (ended && !openEnd && at > begin) {
      checkLimit(begin, at);
      throw new TruncatedFrameException("token", begin);
    }
    if (ended || (scalar && tokenEnds.indexOf(text.charAt(at)) >= 0)) {
      emit(begin, at, stray || !scalar);
      return;
    }
    int end = junkEnd(begin, junkEnds);
    checkLimit(begin, end);
    emit(
        begin,
        begin + text.substring(begin, end).replaceFirst("[ \t\r\n]+$", "").length(),
        /* stray= */ true);
    at = end;
  }

  private void emit(int begin, int end, boolean stray) {
    checkLimit(begin, end);
    log.add(
        FrameLog.frame(
            stray ? Frame.Kind.STRAY : Frame.Kind.EVENT,
            begin,
            "message",
            text.substring(begin, end)));
    at = end;
  }

  private void checkLimit(int begin, int end) {
    if (end - begin > limit) {
      throw new FrameLimitException(limit, begin);
    }
  }

  private int valueEnd(int begin) {
    var open = new ArrayDeque<Character>();
    mismatched = false;
    int i = begin;
    while (i < text.length()) {
      i = text.charAt(i) == '"' ? stringEnd(i) : bracket(i, open);
      if (i < 0 || open.isEmpty()) {
        return i;
      }
    }
    return -1;
  }

  private int junkEnd(int begin, String junkEnds) {
    var open = new ArrayDeque<Character>();
    int i = begin;
    while (i < text.length() && !(open.isEmpty() && junkEnds.indexOf(text.charAt(i)) >= 0)) {
      i = text.charAt(i) == '"' && !open.isEmpty() ? stringEnd(i) : bracket(i, open);
      if (i < 0) {
        return text.length();
      }
    }
    return i;
  }

  private int stringEnd(int quote) {
    for (int i = quote + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i + 1;
      }
    }
    return -1;
  }

  private int bracket(int i, ArrayDeque<Character> open) {
    char c = text.charAt(i);
    if (c == '{' || c == '[') {
      open.push(c);
    } else if (c == '}' || c == ']') {
      char opening = c == '}' ? '{' : '[';
      if (open.contains(opening)) {
        mismatched |= open.peek() != opening;
        while (open.pop() != opening) {}
      } else {
        mismatched = true;
      }
    }
    return i + 1;
  }
}
