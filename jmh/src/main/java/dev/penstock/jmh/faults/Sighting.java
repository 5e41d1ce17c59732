package dev.penstock.jmh.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a program saw of one answer.
 *
 * @param state whether there was a result
 * @param wholes how often it was told that the answer is complete
 * @param errors the errors that it was told, in words
 * @param text the text that it got, {@linkplain #brief abridged}
 * @param millis from the request to the first end, or from what the program did to end it
 */
record Sighting(State state, int wholes, List<String> errors, String text, double millis) {
  private static final int LONG = 200;

  enum State {
    /** There was one. */
    ENDED,
    /** None came within {@link Waits#DEADLINE}. */
    HUNG,
    /** The client's process ended. */
    DIED,
    /** The client has nothing by which to do what was asked. */
    NO_WAY
  }

  Sighting {
    errors = List.copyOf(errors);
  }

  /** {@return a text, or what tells it from others if it is long} */
  static String brief(String text) {
    return text.length() <= LONG
        ? text
        : text.substring(0, 20) + "… " + text.length() + " characters, hash " + text.hashCode();
  }

  /** {@return this as a line} */
  String toLine() {
    return String.join(
        "\t",
        state.name(),
        Integer.toString(wholes),
        errors.stream()
            .map(error -> URLEncoder.encode(error, UTF_8))
            .collect(Collectors.joining(" ")),
        URLEncoder.encode(text, UTF_8),
        Double.toString(millis));
  }

  static Sighting ofLine(String line) {
    var parts = line.split("\t", -1);
    return new Sighting(
        State.valueOf(parts[0]),
        Integer.parseInt(parts[1]),
        Arrays.stream(parts[2].split(" ", -1))
            .filter(error -> !error.isEmpty())
            .map(error -> URLDecoder.decode(error, UTF_8))
            .toList(),
        URLDecoder.decode(parts[3], UTF_8),
        Double.parseDouble(parts[4]));
  }
}
