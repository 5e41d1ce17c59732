package dev.penstock.testkit;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Answer} has told so far. Immutable; those that begin alike share their beginning,
 * as each knows the one before it and the step that it adds.
 */
final class Steps {
  static final Steps NONE = new Steps(null, null);

  private final @Nullable Steps previous;
  private final @Nullable Step last;

  private Steps(@Nullable Steps previous, @Nullable Step last) {
    this.previous = previous;
    this.last = last;
  }

  /** {@return these and one more} */
  Steps then(Step next) {
    checkNotOver();
    return new Steps(this, next);
  }

  /** {@return whether the answer is whole: the last step, and no other, is how it ends} */
  boolean areOver() {
    return last instanceof Step.Finish;
  }

  void checkNotOver() {
    if (areOver()) {
      throw new IllegalStateException("the answer has already ended");
    }
  }

  List<Step> inOrder() {
    var steps = new ArrayDeque<Step>();
    for (var at = this; at != null; at = at.previous) {
      if (at.last != null) {
        steps.addFirst(at.last);
      }
    }
    return List.copyOf(steps);
  }
}
