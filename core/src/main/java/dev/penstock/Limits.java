package dev.penstock;

/**
 * How large what a server sends may grow.
 *
 * @param maxFrameBytes bytes of one frame: an event, a line, a message; 16 MiB
 * @param maxHeaderBytes bytes of the response's headers; 64 KiB
 * @param maxErrorBodyBytes bytes that are kept of the body of an error response; 64 KiB, the rest
 *     is not read
 * @param maxJsonDepth how deep JSON may be nested; 512
 * @param maxPartialBytes bytes of text that are kept for {@link StreamException#partial()}; 16 MiB.
 *     Past it the partial result says that it is cut, and the stream goes on
 */
public record Limits(
    int maxFrameBytes,
    int maxHeaderBytes,
    int maxErrorBodyBytes,
    int maxJsonDepth,
    int maxPartialBytes) {

  /** The defaults, as named above. */
  public static final Limits DEFAULT = new Limits(16 << 20, 64 << 10, 64 << 10, 512, 16 << 20);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is less than 1
   */
  public Limits {
    positive("maxFrameBytes", maxFrameBytes);
    positive("maxHeaderBytes", maxHeaderBytes);
    positive("maxErrorBodyBytes", maxErrorBodyBytes);
    positive("maxJsonDepth", maxJsonDepth);
    positive("maxPartialBytes", maxPartialBytes);
  }

  private static void positive(String name, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + limit);
    }
  }

  /**
   * {@return these with another limit on a frame}
   *
   * @param bytes at least 1
   */
  public Limits withMaxFrameBytes(int bytes) {
    return new Limits(bytes, maxHeaderBytes, maxErrorBodyBytes, maxJsonDepth, maxPartialBytes);
  }

  /**
   * {@return these with another limit on the response's headers}
   *
   * @param bytes at least 1
   */
  public Limits withMaxHeaderBytes(int bytes) {
    return new Limits(maxFrameBytes, bytes, maxErrorBodyBytes, maxJsonDepth, maxPartialBytes);
  }

  /**
   * {@return these with another limit on what is kept of an error response's body}
   *
   * @param bytes at least 1
   */
  public Limits withMaxErrorBodyBytes(int bytes) {
    return new Limits(maxFrameBytes, maxHeaderBytes, bytes, maxJsonDepth, maxPartialBytes);
  }

  /**
   * {@return these with another limit on the nesting of JSON}
   *
   * @param depth at least 1
   */
  public Limits withMaxJsonDepth(int depth) {
    return new Limits(maxFrameBytes, maxHeaderBytes, maxErrorBodyBytes, depth, maxPartialBytes);
  }

  /**
   * {@return these with another limit on what is kept for partial results}
   *
   * @param bytes at least 1
   */
  public Limits withMaxPartialBytes(int bytes) {
    return new Limits(maxFrameBytes, maxHeaderBytes, maxErrorBodyBytes, maxJsonDepth, bytes);
  }
}
