package dev.penstock;

import dev.penstock.spi.Headers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The secrets of a request, to be taken out of what a server says: some repeat the key that they
 * refuse. Confined to the stream's reader.
 */
final class Secrets {
  /** Shorter values are no keys, and would take common words out of messages. */
  private static final int SHORTEST = 8;

  private final List<String> values = new ArrayList<>();

  Secrets(Headers headers) {
    add(headers);
  }

  /** Adds the secrets of headers that were added to the request. */
  void add(Headers headers) {
    for (var field : headers) {
      if (!Headers.isHarmless(field.name())) {
        add(field.value());
        add(field.value().substring(field.value().lastIndexOf(' ') + 1));
      }
    }
    values.sort(Comparator.comparingInt(String::length).reversed());
  }

  private void add(String value) {
    if (value.length() >= SHORTEST && !values.contains(value)) {
      values.add(value);
    }
  }

  /** {@return a text without the secrets} */
  String redact(String text) {
    var redacted = text;
    for (var secret : values) {
      redacted = redacted.replace(secret, "<redacted>");
    }
    return redacted;
  }

  /** {@return an error without the secrets} */
  ProviderError redact(ProviderError error) {
    var message = redact(error.message());
    return message.equals(error.message())
        ? error
        : new ProviderError(error.type(), error.code(), message, error.retryable());
  }
}
