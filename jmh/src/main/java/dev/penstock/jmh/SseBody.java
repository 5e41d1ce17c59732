package dev.penstock.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A synthetic event stream, shaped like those that providers send and the same in each run: bytes
 * that fit into a cache, repeated where they hold few events.
 */
final class SseBody {
  private static final int SMALL = 256 << 10;
  private static final int LARGE = 1 << 20;

  private static final String[] TOKENS = {
    " the",
    " of",
    " a",
    "stream",
    "ing",
    ",",
    ".",
    " water",
    " turb",
    "ine",
    " is",
    " con",
    "duct",
    "ed",
    " through",
    " pipe",
    "\\n\\n",
    " é",
    " –",
    " pressure",
    " and",
    " 42",
    " it",
    " flows",
    " \\\"head\\\"",
    "s"
  };

  private final byte[] bytes;
  private final int events;
  private final int passes;

  private SseBody(byte[] bytes, int events, int passes) {
    this.bytes = bytes;
    this.events = events;
    this.passes = passes;
  }

  /** {@return the body of a shape: {@code openai}, {@code anthropic} or {@code large}} */
  static SseBody of(String shape) {
    return shape.equals("large") ? of(shape, LARGE, 16) : of(shape, SMALL, 1);
  }

  /** {@return a body of at least so many bytes, to be sent so many times} */
  static SseBody of(String shape, int size, int passes) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    var text = new StringBuilder();
    int events = 0;
    while (text.length() < size) {
      switch (shape) {
        case "openai" -> openAi(text, random);
        case "anthropic" -> anthropic(text, random);
        case "large" -> large(text, random);
        default -> throw new IllegalArgumentException(shape);
      }
      events++;
    }
    return new SseBody(text.toString().getBytes(UTF_8), events, passes);
  }

  /** {@return what is repeated, not to be written to} */
  byte[] bytes() {
    return bytes;
  }

  /** {@return how many times} */
  int passes() {
    return passes;
  }

  /** {@return how many bytes the stream has} */
  long length() {
    return (long) passes * bytes.length;
  }

  /** {@return how many events the stream has, all of them with data} */
  int events() {
    return passes * events;
  }

  /** About 300 bytes an event, one line of data. */
  private static void openAi(StringBuilder text, RandomGenerator random) {
    text.append(
            "data:"
                + " {\"id\":\"chatcmpl-C1KMEUDb1vVwsROQUCZTgG6A6vtWo\",\"object\":\"chat.completion.chunk\",")
        .append(
            "\"created\":1754432618,\"model\":\"gpt-4o-2024-08-06\",\"service_tier\":\"default\",")
        .append(
            "\"system_fingerprint\":\"fp_ff25b2783a\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"")
        .append(TOKENS[random.nextInt(TOKENS.length)])
        .append("\"},\"logprobs\":null,\"finish_reason\":null}],\"obfuscation\":\"")
        .append("x".repeat(random.nextInt(1, 14)))
        .append("\"}\n\n");
  }

  /** About 125 bytes an event, nearly all of them of one type. */
  private static void anthropic(StringBuilder text, RandomGenerator random) {
    if (random.nextInt(100) == 0) {
      text.append("event: ping\ndata: {\"type\": \"ping\"}\n\n");
      return;
    }
    text.append(
            "event: content_block_delta\n"
                + "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":")
        .append("{\"type\":\"text_delta\",\"text\":\"")
        .append(TOKENS[random.nextInt(TOKENS.length)])
        .append("\"}}\n\n");
  }

  /** 64 KiB an event, as images in base64 come. */
  private static void large(StringBuilder text, RandomGenerator random) {
    text.append("data: {\"b64_json\":\"");
    for (int i = 0; i < 64 << 10; i++) {
      int digit = random.nextInt(36);
      text.append((char) (digit < 10 ? '0' + digit : 'A' + digit - 10));
    }
    text.append("\"}\n\n");
  }
}
