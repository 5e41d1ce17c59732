package dev.penstock;

import dev.penstock.framing.Framing;
import java.util.function.Function;

/**
 * How a provider's stream is read: what cuts its bytes into frames, and what makes events of them.
 *
 * @param name the dialect's name, for messages
 * @param framing the framing to expect; where a body's first byte speaks against it, the one that
 *     fits is used
 * @param normalizers makes the normalizer of a stream, within the stream's limits
 */
public record Dialect(String name, Framing framing, Function<Limits, Normalizer> normalizers) {

  /**
   * {@return this for models that write their thinking into their text, between tags such as {@code
   * <think>} and {@code </think>}} What is between them becomes thinking, wherever a tag is cut by
   * the pieces it comes in; the tags themselves are left out, and nothing else, such as the line
   * ends around them.
   *
   * <p>No more is held back than what may be the beginning of the next tag. Where the last tag is
   * not closed, all that follows it is thinking. An end tag without a beginning is text.
   *
   * {@snippet class = dev.penstock.ThinkingTagsTest region = usage}
   *
   * @param tag the tag's name, such as {@code "think"}
   * @throws IllegalArgumentException if it is empty or has something else in it than letters,
   *     digits, {@code _}, {@code -}, {@code .} and {@code :}
   */
  public Dialect withThinkingTag(String tag) {
    ThinkingTags.check(tag);
    return new Dialect(
        name, framing, normalizers.andThen(normalizer -> new ThinkingTags(normalizer, tag)));
  }
}
