package dev.penstock.framing;

import dev.penstock.framing.FrameParser.AtEnd;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.util.Objects;

/**
 * Reads frames from an {@link InputStream} or a {@link ReadableByteChannel}, one a call, blocking.
 *
 * {@snippet class = dev.penstock.framing.FrameReaderTest region = usage}
 *
 * <p>It reads from the source only when the parser wants bytes, at most 8 KiB at a time, and takes
 * what one read gives: a frame is handed out as soon as its last byte has come. A thread that
 * blocks in {@link #next()} does so in the source, whose rules for interruption hold. One thread at
 * a time, but {@link #close()}, which closes the source, may be called from any.
 */
public final class FrameReader implements Closeable {
  private static final int BUFFER = 8192;

  /** Where the bytes come from. */
  private interface Source extends Closeable {
    /** Blocks for at least one byte; gives -1 at the end. */
    int read(byte[] buffer) throws IOException;
  }

  private final FrameParser parser;
  private final Source source;
  private final AtEnd atEnd;
  private final byte[] buffer = new byte[BUFFER];
  private boolean ended;

  private FrameReader(FrameParser parser, AtEnd atEnd, Source source) {
    this.parser = Objects.requireNonNull(parser);
    this.atEnd = Objects.requireNonNull(atEnd);
    this.source = source;
  }

  /**
   * {@return a reader that discards a frame which the end leaves unfinished}
   *
   * @param parser a parser that was fed nothing yet
   * @param in the source
   */
  public static FrameReader of(FrameParser parser, InputStream in) {
    return of(parser, in, AtEnd.DISCARD);
  }

  /**
   * {@return a reader}
   *
   * @param parser a parser that was fed nothing yet
   * @param in the source
   * @param atEnd what becomes of a frame that the end leaves unfinished
   */
  public static FrameReader of(FrameParser parser, InputStream in, AtEnd atEnd) {
    Objects.requireNonNull(in);
    return new FrameReader(
        parser,
        atEnd,
        new Source() {
          @Override
          public int read(byte[] buffer) throws IOException {
            return in.read(buffer);
          }

          @Override
          public void close() throws IOException {
            in.close();
          }
        });
  }

  /**
   * {@return a reader that discards a frame which the end leaves unfinished}
   *
   * @param parser a parser that was fed nothing yet
   * @param channel the source, in blocking mode
   * @throws IllegalBlockingModeException if the channel is not in blocking mode
   */
  public static FrameReader of(FrameParser parser, ReadableByteChannel channel) {
    return of(parser, channel, AtEnd.DISCARD);
  }

  /**
   * {@return a reader}
   *
   * @param parser a parser that was fed nothing yet
   * @param channel the source, in blocking mode
   * @param atEnd what becomes of a frame that the end leaves unfinished
   * @throws IllegalBlockingModeException if the channel is not in blocking mode
   */
  public static FrameReader of(FrameParser parser, ReadableByteChannel channel, AtEnd atEnd) {
    if (channel instanceof SelectableChannel selectable && !selectable.isBlocking()) {
      throw new IllegalBlockingModeException();
    }
    return new FrameReader(
        parser,
        atEnd,
        new Source() {
          @Override
          public int read(byte[] buffer) throws IOException {
            return channel.read(ByteBuffer.wrap(buffer));
          }

          @Override
          public void close() throws IOException {
            channel.close();
          }
        });
  }

  /**
   * Moves to the next frame, reading from the source until it is complete.
   *
   * @return false if the source has ended and there is none
   * @throws IOException if reading fails
   * @throws FramingException if the bytes break the format or a limit
   */
  public boolean next() throws IOException {
    while (!parser.next()) {
      if (ended) {
        return false;
      }
      int length = source.read(buffer);
      if (length < 0) {
        ended = true;
        parser.end(atEnd);
      } else {
        parser.feed(buffer, 0, length);
      }
    }
    return true;
  }

  /**
   * {@return the frame, valid until the next call of {@link #next()}; always the same view, that of
   * the parser}
   */
  public Frame frame() {
    return parser;
  }

  /** Closes the source. */
  @Override
  public void close() throws IOException {
    source.close();
  }
}
