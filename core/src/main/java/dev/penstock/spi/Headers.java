package dev.penstock.spi;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The header fields of a request or a response, in order, with names that are compared without
 * regard to case. Immutable.
 *
 * <p>{@link #toString()} shows the values of headers known to be harmless and no others, so that a
 * key cannot reach a log by way of a header that nobody thought of.
 */
public final class Headers implements Iterable<Headers.Field> {

  /**
   * One header field.
   *
   * @param name its name, a token of RFC 9110 §5.6.2
   * @param value its value, with no line end and no NUL in it
   */
  public record Field(String name, String value) {
    /**
     * Checks the name and the value.
     *
     * @throws IllegalArgumentException if the name is no token or the value has a control character
     *     other than a tab; the message does not show the value
     */
    public Field {
      checkName(name);
      checkValue(name, value);
    }

    /** Shows the value only if the header is known to be harmless. */
    @Override
    public String toString() {
      return name + ": " + shown(name, value);
    }
  }

  /**
   * Headers whose values may be shown: an allow-list, since the names of secrets can't all be
   * known.
   */
  private static final Set<String> HARMLESS =
      Set.of(
          "accept",
          "accept-encoding",
          "age",
          "anthropic-beta",
          "anthropic-version",
          "cache-control",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "date",
          "keep-alive",
          "openai-processing-ms",
          "openai-version",
          "request-id",
          "retry-after",
          "retry-after-ms",
          "server",
          "transfer-encoding",
          "user-agent",
          "vary",
          "via",
          "x-amzn-requestid",
          "x-request-id",
          "x-should-retry");

  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

  private static final Headers NONE = new Headers(List.of());

  private final List<Field> fields;

  private Headers(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  /** {@return no headers} */
  public static Headers none() {
    return NONE;
  }

  /**
   * {@return headers of these names and values}
   *
   * @param namesAndValues a name, its value, a name, its value…
   * @throws IllegalArgumentException if a value is missing, or as {@link Field} says
   */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "a header name without a value: " + namesAndValues.length + " strings");
    }
    var fields = new ArrayList<Field>(namesAndValues.length / 2);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new Headers(fields);
  }

  /**
   * {@return headers of these fields}
   *
   * @param fields the fields, in order
   */
  public static Headers of(List<Field> fields) {
    return fields.isEmpty() ? NONE : new Headers(fields);
  }

  /**
   * {@return headers as received, leaving out what is no header field (an HTTP/2 pseudo-header,
   * say) instead of refusing it}
   *
   * @param received names and their values
   */
  public static Headers received(Map<String, List<String>> received) {
    var fields = new ArrayList<Field>();
    received.forEach((name, values) -> {
      for (var value : values) {
        if (isToken(name) && isClean(value)) {
          fields.add(new Field(name, value));
        }
      }
    });
    return of(fields);
  }

  /** {@return the fields in order} */
  public List<Field> fields() {
    return fields;
  }

  @Override
  public Iterator<Field> iterator() {
    return fields.iterator();
  }

  /**
   * {@return the value of the first field of a name}
   *
   * @param name the name, in any case
   */
  public Optional<String> first(String name) {
    for (var field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        return Optional.of(field.value);
      }
    }
    return Optional.empty();
  }

  /**
   * {@return the values of all fields of a name}
   *
   * @param name the name, in any case
   */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name.equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /**
   * {@return whether there is a field of a name}
   *
   * @param name the name, in any case
   */
  public boolean contains(String name) {
    return first(name).isPresent();
  }

  /**
   * {@return these headers with one field in place of all of that name, or added}
   *
   * @param name its name
   * @param value its value
   * @throws IllegalArgumentException as {@link Field} says
   */
  public Headers with(String name, String value) {
    var added = new Field(name, value);
    var changed = new ArrayList<>(fields);
    changed.removeIf(field -> field.name.equalsIgnoreCase(name));
    changed.add(added);
    return new Headers(changed);
  }

  /**
   * {@return these headers without those of a name}
   *
   * @param name the name, in any case
   */
  public Headers without(String name) {
    return of(fields.stream().filter(field -> !field.name.equalsIgnoreCase(name)).toList());
  }

  /** {@return how many bytes the fields take on the wire of HTTP/1.1} */
  public int size() {
    int size = 0;
    for (var field : fields) {
      size += field.name.length() + field.value.length() + ": \r\n".length();
    }
    return size;
  }

  /**
   * {@return whether the value of a header may be shown in messages, logs and recordings}
   *
   * @param name the name, in any case
   */
  public static boolean isHarmless(String name) {
    return HARMLESS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Shows the headers, with the values of all but the harmless ones left out. */
  @Override
  public String toString() {
    return fields.stream().map(Field::toString).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Headers headers && fields.equals(headers.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  private static String shown(String name, String value) {
    return isHarmless(name) ? value : "<redacted>";
  }

  private static void checkName(String name) {
    if (!isToken(name)) {
      throw new IllegalArgumentException(
          "no header name: '"
              + name.replaceAll("\\p{Cntrl}", "?")
              + "' (letters, digits and "
              + TOKEN_PUNCTUATION
              + ")");
    }
  }

  private static void checkValue(String name, String value) {
    if (!isClean(value)) {
      throw new IllegalArgumentException(
          "the value of header "
              + name
              + " has a control character in it, a line end perhaps: nothing was sent");
    }
  }

  private static boolean isToken(String name) {
    return !name.isEmpty() && name.chars().allMatch(Headers::isTokenCharacter);
  }

  private static boolean isTokenCharacter(int c) {
    return isBetween(c, '0', '9')
        || isBetween(c, 'a', 'z')
        || isBetween(c, 'A', 'Z')
        || TOKEN_PUNCTUATION.indexOf(c) >= 0;
  }

  private static boolean isClean(String value) {
    return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7F));
  }

  private static boolean isBetween(int c, char first, char last) {
    return c >= first && c <= last;
  }
}
