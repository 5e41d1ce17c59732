package dev.penstock.framing;

import dev.penstock.framing.SseParser.State;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * "The steps to process the field", and what becomes of the lines that are none: comments, and the
 * stray ones with an unknown name.
 *
 * <p>Of a line that ends in a later chunk it says what must be kept, and has the limits hold before
 * it is.
 */
final class FieldProcessor {
  private final int maxFrameBytes;
  private final EventBuffers event;
  private final @Nullable StrayRun strays;
  private final @Nullable Consumer<ByteSlice> onComment;

  /**
   * Makes one.
   *
   * @param maxFrameBytes how large a comment may be that is listened to
   * @param event what the fields go to
   * @param strays takes the stray lines; null where they are ignored
   * @param onComment who is told of comments
   */
  FieldProcessor(
      int maxFrameBytes,
      EventBuffers event,
      @Nullable StrayRun strays,
      @Nullable Consumer<ByteSlice> onComment) {
    this.maxFrameBytes = maxFrameBytes;
    this.event = event;
    this.strays = strays;
    this.onComment = onComment;
  }

  /**
   * Does what a line says that is not blank.
   *
   * @param lent whether the line lies in the chunk, so that it can be borrowed
   */
  void process(Field field, byte[] line, int from, int to, long lineOffset, boolean lent) {
    int value = field.valueStart(line, from, to);
    switch (field) {
      case DATA -> event.data(line, value, to, lineOffset, lent);
      case EVENT -> event.event(line, value, to, lineOffset);
      case ID -> event.id(line, value, to, lineOffset);
      case RETRY -> event.retry(line, value, to, lineOffset);
      case COMMENT -> {
        if (onComment != null) {
          checkComment(to - from - 1, lineOffset);
          onComment.accept(ByteSlice.of(line, from + 1, to - from - 1));
        }
      }
      case UNKNOWN -> {
        if (strays != null) {
          strays.add(line, from, to, lineOffset);
        }
      }
    }
  }

  /**
   * {@return what to keep of a line of which {@code line[from, to)} is the beginning; data is
   * processed at once}
   *
   * @param field null while it is not known
   */
  State begin(@Nullable Field field, byte[] line, int from, int to, long lineOffset) {
    if (field != null) {
      switch (field) {
        case DATA -> {
          event.data(line, field.valueStart(line, from, to), to, lineOffset, /* lent= */ false);
          return State.OPEN_DATA;
        }
        case EVENT, ID, RETRY -> event.check(to - field.valueStart(line, from, to), lineOffset);
        case COMMENT -> {
          if (onComment == null) {
            return State.IGNORED_LINE;
          }
          checkComment(to - from - 1, lineOffset);
        }
        case UNKNOWN -> {
          if (strays == null) {
            return State.IGNORED_LINE;
          }
          strays.check(to - from, lineOffset);
        }
      }
    }
    return State.OPEN_LINE;
  }

  private void checkComment(int length, long lineOffset) {
    if (length > maxFrameBytes) {
      throw new FrameLimitException(maxFrameBytes, lineOffset);
    }
  }
}
