package dev.penstock;

/**
 * What waiting for the next item for a limited time gave.
 *
 * @param <T> what the stream is made of
 */
public sealed interface Polled<T> {

  /**
   * The next item, taken from the stream.
   *
   * @param <T> what the stream is made of
   * @param value the item
   */
  record Item<T>(T value) implements Polled<T> {}

  /**
   * Nothing came within the time. The stream is unharmed.
   *
   * @param <T> what the stream is made of
   */
  record NothingYet<T>() implements Polled<T> {}

  /**
   * The stream has ended, completely.
   *
   * @param <T> what the stream is made of
   */
  record End<T>() implements Polled<T> {}
}
