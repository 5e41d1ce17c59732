package dev.penstock.jmh.soak;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Takes the warnings of dropped streams off the terminal, and counts them. */
final class DropWarnings extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("dev.penstock");
  private final AtomicInteger count = new AtomicInteger();

  private DropWarnings() {}

  static DropWarnings listen() {
    var warnings = new DropWarnings();
    warnings.logger.setUseParentHandlers(false);
    warnings.logger.addHandler(warnings);
    return warnings;
  }

  int count() {
    return count.get();
  }

  @Override
  public void publish(LogRecord event) {
    count.incrementAndGet();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
