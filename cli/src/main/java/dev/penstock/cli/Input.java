package dev.penstock.cli;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file, or standard input, read piece by piece: what is there is handed out at once, and only
 * where nothing is there does a read wait. Not thread-safe.
 */
final class Input implements AutoCloseable {
  private static final String STDIN = "-";

  private final String name;
  private final InputStream stdin;
  private final Runnable beforeWaiting;
  private @Nullable InputStream opened;
  private boolean owned;
  private long size;
  private long read;

  /**
   * Makes one; nothing is opened yet.
   *
   * @param name the file's name, or {@code -}
   * @param stdin standard input
   * @param beforeWaiting is run before each read that may wait
   */
  Input(String name, InputStream stdin, Runnable beforeWaiting) {
    this.name = name;
    this.stdin = stdin;
    this.beforeWaiting = beforeWaiting;
  }

  String name() {
    return name;
  }

  /**
   * Opens it, if it is not open.
   *
   * @throws IOException if there is no such file, or it is none
   */
  void open() throws IOException {
    if (opened != null) {
      return;
    }
    if (name.equals(STDIN)) {
      opened = stdin;
      return;
    }
    var file = new File(name);
    if (!file.exists()) {
      throw new IOException("no such file");
    }
    if (file.isDirectory()) {
      throw new IOException("a folder, not a file");
    }
    if (!file.canRead()) {
      throw new IOException("not allowed to read it");
    }
    size = file.isFile() ? file.length() : 0;
    owned = true;
    opened = new BufferedInputStream(new FileInputStream(file), 1 << 16);
  }

  /**
   * Reads what is there, waiting only where nothing is.
   *
   * @return how many bytes, or -1 at the end
   */
  int read(byte[] buffer) throws IOException {
    open();
    if (!isReady()) {
      beforeWaiting.run();
    }
    int count = stream().read(buffer);
    read += Math.max(0, count);
    return count;
  }

  /** {@return whether a read will not wait} */
  boolean isReady() throws IOException {
    return stream().available() > 0;
  }

  /** {@return how many bytes it has: a file's size; of what has none, as many as were read} */
  long bytes() {
    return Math.max(size, read);
  }

  private InputStream stream() {
    if (opened == null) {
      throw new IllegalStateException("not open");
    }
    return opened;
  }

  @Override
  public void close() {
    if (opened != null && owned) {
      try {
        opened.close();
      } catch (IOException e) {
        // It was only read.
      }
    }
  }
}
