package dev.penstock.backend.jdk;

import org.jspecify.annotations.NullMarked;

/** Lends what the JDK backend knows of its buffers. */
@NullMarked
public final class BufferAccess {
  private BufferAccess() {}

  /** {@return how many buffers are out of a backend's pool} */
  public static int lent(JdkBackend backend) {
    return backend.lentBuffers();
  }

  /** {@return how many exchanges of a backend are neither closed nor read to their end} */
  public static int exchanges(JdkBackend backend) {
    return backend.liveExchanges();
  }
}
