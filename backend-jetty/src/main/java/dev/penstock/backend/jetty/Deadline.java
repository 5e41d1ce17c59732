package dev.penstock.backend.jetty;

/**
 * When a wait is over.
 *
 * @param at the {@link System#nanoTime()} of it; without meaning if never
 * @param never whether it has no end
 */
record Deadline(long at, boolean never) {
  static Deadline after(long nanos) {
    return new Deadline(System.nanoTime() + nanos, nanos == Long.MAX_VALUE);
  }

  /**
   * {@return how many nanoseconds are left, none or less if it is over, {@link Long#MAX_VALUE} if
   * it never is}
   */
  long left() {
    return never ? Long.MAX_VALUE : at - System.nanoTime();
  }
}
