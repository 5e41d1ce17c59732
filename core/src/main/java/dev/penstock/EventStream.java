package dev.penstock;

/**
 * A model's answer while it arrives, as {@link StreamEvent}s of one shape for all providers.
 *
 * {@snippet :
 * try (EventStream events = penstock.open(request)) {
 *   for (StreamEvent event : events) {
 *     switch (event) {
 *       case TextDelta text -> System.out.print(text.value());
 *       case Finish finish -> System.out.println(finish.reason());
 *       default -> {}
 *     }
 *   }
 * }
 * }
 *
 * <p>Exactly one {@link StreamEvent.Finish} comes, and it is the last event. All else is said at
 * {@link ResponseStream}.
 */
public interface EventStream extends ResponseStream<StreamEvent> {

  /**
   * {@return what was delivered so far, put together: all of it once the stream is complete} From
   * any thread.
   *
   * <p>Empty if the client was told not to keep partial results ({@link
   * StreamOptions#keepPartial()}).
   */
  Completion completion();

  /**
   * Reads the stream to its end, closes it and returns the whole answer, including what was read
   * before. Works whatever {@link StreamOptions#keepPartial()} says, for what is still to come.
   *
   * @return the whole answer
   * @throws StreamException if the stream fails; {@link StreamException#partial()} has what there
   *     was
   */
  Completion collect();
}
