package dev.penstock.testkit.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Headers;
import dev.penstock.spi.Headers.Field;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Takes a request's secrets out of what a server sends, byte for byte: some servers repeat the key
 * that they refuse. Not thread-safe.
 */
final class SecretMask {
  private static final Set<String> CREDENTIALS =
      Set.of(
          "api-key",
          "authorization",
          "cookie",
          "openai-organization",
          "openai-project",
          "anthropic-organization-id",
          "proxy-authorization",
          "set-cookie",
          "x-amz-security-token",
          "x-api-key",
          "x-goog-api-key");

  /** Shorter values are no keys, and would take common words out of answers. */
  private static final int SHORTEST_CREDENTIAL = 8;

  /** As long must be what looks like a key, in a header that nobody knows. */
  private static final int SHORTEST_UNKNOWN = 20;

  private final List<byte[]> secrets = new ArrayList<>();

  SecretMask(BackendRequest request) {
    add(request.headers(), /* others= */ true);
    var query = request.uri().getRawQuery();
    if (query != null) {
      for (var parameter : query.split("&", -1)) {
        var value = parameter.substring(parameter.indexOf('=') + 1);
        addUnknown(value);
        addUnknown(decoded(value));
      }
    }
    var user = request.uri().getUserInfo();
    if (user != null) {
      addCredential(user);
    }
  }

  /** Learns who is asking, as the head of an answer tells it. */
  void learn(Headers received) {
    add(received, /* others= */ false);
  }

  private void add(Headers headers, boolean others) {
    for (var field : headers) {
      if (CREDENTIALS.contains(field.name().toLowerCase(Locale.ROOT))) {
        addCredential(field.value());
      } else if (others && !Headers.isHarmless(field.name())) {
        addUnknown(field);
      }
    }
  }

  private void addCredential(String value) {
    add(value);
    if (value.chars().filter(c -> c == ' ').count() == 1) {
      // A scheme and its token.
      add(value.substring(value.indexOf(' ') + 1));
    }
    for (var part : value.split("[\\s;,:]+|=(?!=|$)", -1)) {
      // Of a cookie, a password, a signature: but not the words between them.
      if (looksLikeKey(part)) {
        add(part);
      }
    }
  }

  private void addUnknown(Field field) {
    addUnknown(field.value());
    addUnknown(field.value().substring(field.value().lastIndexOf(' ') + 1));
  }

  private void addUnknown(String value) {
    if (looksLikeKey(value) && value.length() >= SHORTEST_UNKNOWN) {
      add(value);
    }
  }

  private static boolean looksLikeKey(String value) {
    return value.chars().anyMatch(Character::isLetter)
        && value.chars().anyMatch(Character::isDigit);
  }

  private void add(String value) {
    var bytes = value.getBytes(UTF_8);
    boolean known = secrets.stream().anyMatch(secret -> Arrays.equals(secret, bytes));
    if (bytes.length >= SHORTEST_CREDENTIAL && !known) {
      secrets.add(bytes);
      secrets.sort((one, other) -> other.length - one.length);
    }
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  /** {@return a text without the secrets} */
  String text(String text) {
    var bytes = text.getBytes(UTF_8);
    hide(bytes, bytes.length);
    return new String(bytes, UTF_8);
  }

  /**
   * Overwrites the secrets.
   *
   * @return how many bytes at the end may be the beginning of one
   */
  int hide(byte[] bytes, int length) {
    int begun = 0;
    for (var secret : secrets) {
      for (int at = 0; at < length; at++) {
        int same = same(bytes, at, length, secret);
        if (same == secret.length) {
          Arrays.fill(bytes, at, at + same, (byte) '*');
        } else if (at + same == length) {
          begun = Math.max(begun, same);
          break;
        }
      }
    }
    return begun;
  }

  private static int same(byte[] bytes, int at, int end, byte[] secret) {
    int most = Math.min(secret.length, end - at);
    int same = Arrays.mismatch(bytes, at, at + most, secret, 0, most);
    return same < 0 ? most : same;
  }
}
