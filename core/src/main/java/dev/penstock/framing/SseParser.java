package dev.penstock.framing;

import static dev.penstock.framing.LineScanner.CR;
import static dev.penstock.framing.LineScanner.LF;
import static dev.penstock.framing.LineScanner.lineEnd;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Parses server-sent events exactly as WHATWG HTML §9.2 says, from chunks split anywhere.
 *
 * {@snippet class = dev.penstock.framing.SseParserTest region = usage}
 *
 * <p>An event is handed out as soon as its blank line is there, also when that is a bare CR. Its
 * {@link #data()} is a slice of the chunk if that holds all of the event's only {@code data} line
 * and its end; otherwise the data is put together in a buffer that the parser uses again. Its
 * {@link #offset()} is that of its first field. The parser knows no particular server: {@code
 * [DONE]} is data like any other.
 *
 * <p>Under {@link FrameParser.AtEnd#FLUSH} a stream ends as if its last line were complete and a
 * blank line followed. Not thread-safe; never blocks.
 */
public final class SseParser extends ChunkedParser {
  /*
   * §9.2.5, in bytes instead of code points:
   *
   *   stream      = [ bom ] *event
   *   event       = *( comment / field ) end-of-line
   *   comment     = ":" *any-char end-of-line
   *   field       = 1*name-char [ ":" [ " " ] *any-char ] end-of-line
   *   end-of-line = CR LF / LF / CR
   *
   * Lines can be cut and taken apart before they are decoded: LF, CR, ":", " " and NUL never occur
   * inside a multibyte sequence, and a decoder takes up anew with the ASCII byte that broke one.
   *
   * §9.2.6 is in three places, where comments quote it. Here, lines are cut and told apart (with
   * Field), and events dispatched; which line does what is in FieldProcessor, and what fields do to
   * the buffers in EventBuffers.
   *
   * A line that lies in one chunk is processed in place. Of one that does not, this is kept:
   *
   *   STREAM_START  how many bytes of a BOM there were
   *   LINE_START    nothing is open
   *   AFTER_CR      nothing; an LF would belong to the line end before
   *   OPEN_LINE     its bytes, in openLine: the field is not known yet, or needs them all
   *   OPEN_DATA     nothing here: the value of a data field goes to the data buffer as it comes
   *   IGNORED_LINE  nothing: it is a comment or an unknown field
   *
   * Invariants: no byte is scanned or copied more than twice. A run of stray lines is handed out
   * before the line that ends it takes effect. Nothing of a chunk is borrowed when scan() returns
   * false.
   */
  enum State {
    STREAM_START,
    LINE_START,
    AFTER_CR,
    OPEN_LINE,
    OPEN_DATA,
    IGNORED_LINE
  }

  private static final String MESSAGE = EventBuffers.MESSAGE;

  /** Of a field that is kept, with the colon and the space behind it. */
  private static final int LONGEST_NAME = "event: ".length();

  private final EventBuffers event;
  private final @Nullable StrayRun strays;
  private final FieldProcessor fields;

  private State state = State.STREAM_START;
  private final ByteOrderMark mark = new ByteOrderMark();
  private final FrameBuffer openLine;
  private long openLineOffset;

  private Kind kind = Kind.EVENT;
  private String type = MESSAGE;
  private long offset;

  private SseParser(Builder builder) {
    int max = builder.maxFrameBytes;
    openLine = new FrameBuffer((int) Math.min((long) max + LONGEST_NAME, Integer.MAX_VALUE - 8));
    event = new EventBuffers(max, builder.lastEventId);
    strays = builder.strayLines ? new StrayRun(max) : null;
    fields = new FieldProcessor(max, event, strays, builder.onComment);
  }

  /** {@return a new parser with the defaults of {@link #builder()}} */
  public static SseParser create() {
    return builder().build();
  }

  /** {@return a builder of parsers} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes the parser ready for the stream of the next connection, whatever became of the last one:
   * all is forgotten but the last event id and the reconnection time.
   */
  public void reset() {
    restart();
    state = State.STREAM_START;
    mark.reset();
    event.discard();
    if (strays != null) {
      strays.clear();
    }
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String type() {
    return type;
  }

  /**
   * {@return the last event ID string: as of the event, and after {@link #next()} returned false as
   * of the last blank line, which sets it even if no event came with it}
   */
  @Override
  public String id() {
    return event.lastEventId();
  }

  @Override
  public long offset() {
    return offset;
  }

  /**
   * {@return the reconnection time in milliseconds, as the last valid {@code retry} field set it}
   */
  public OptionalLong retry() {
    long milliseconds = event.reconnectionTime();
    return milliseconds < 0 ? OptionalLong.empty() : OptionalLong.of(milliseconds);
  }

  @Override
  boolean scan() {
    while (state != State.LINE_START) {
      if (resume()) {
        return true;
      }
      if (position == limit) {
        return false;
      }
    }
    if (scanLines()) {
      return true;
    }
    event.ownData(buffer);
    return false;
  }

  /** "Lines must be processed, in the order they are received": those that begin in this chunk. */
  private boolean scanLines() {
    byte[] chunk = buffer;
    int end = limit;
    int start = position;
    while (start < end) {
      int lineEnd;
      if (Field.isData(chunk, start, end) && event.hasNoData()) {
        int value = Field.DATA.valueStart(chunk, start, end);
        lineEnd = lineEnd(chunk, value, end);
        if (lineEnd + 1 < end && chunk[lineEnd] == LF && chunk[lineEnd + 1] == LF && !hasStrays()) {
          return handOutWholeEvent(start, value, lineEnd);
        }
      } else if (Field.isEvent(chunk, start, end) && passRepeatedType(start)) {
        start = position;
        continue;
      } else {
        lineEnd = lineEnd(chunk, start, end);
      }
      if (lineEnd == end) {
        return beginOpenLine(start);
      }
      if (takeLine(start, lineEnd)) {
        return true;
      }
      start = position;
    }
    return false;
  }

  /** Takes a line that lies in the chunk; true if that completes a frame. */
  private boolean takeLine(int start, int lineEnd) {
    if (lineEnd == start) {
      if (hasStrays()) {
        return handOutStrays();
      }
      passLineEnd(lineEnd);
      return dispatch();
    }
    var field = Field.of(buffer, start, lineEnd);
    if (endsStrays(field)) {
      return handOutStrays();
    }
    passLineEnd(lineEnd);
    fields.process(field, buffer, start, lineEnd, streamPosition(start), /* lent= */ true);
    return false;
  }

  /**
   * A shortcut for what nearly all events are, {@code data: X LF LF} and nothing or a type before
   * it: does what {@link #takeLine} and {@link #dispatch} would do, but passes by the data buffer.
   * FramingBenchmark (openai, 8192): 26 instead of 35 ns an event.
   */
  private boolean handOutWholeEvent(int start, int value, int lineEnd) {
    long lineOffset = streamPosition(start);
    event.check(lineEnd - value, lineOffset);
    data.set(buffer, value, lineEnd - value);
    position = lineEnd + 2;
    if (event.isUntouched()) {
      show(Kind.EVENT, MESSAGE, lineOffset);
    } else {
      event.commitId();
      show(Kind.EVENT, event.eventType(), event.offset());
      event.clear();
    }
    return true;
  }

  /**
   * Another shortcut, for an {@code event} line that ends with LF and has the value of the last
   * one: its end need not be searched. FramingBenchmark (anthropic, 8192): 32 instead of 38 ns an
   * event.
   */
  private boolean passRepeatedType(int start) {
    if (hasStrays()) {
      return false;
    }
    int value = Field.EVENT.valueStart(buffer, start, limit);
    int lineEnd = event.repeatEvent(buffer, value, limit, streamPosition(start));
    if (lineEnd < 0) {
      return false;
    }
    position = lineEnd + 1;
    return true;
  }

  /** Moves past a line end: CRLF, an LF that no CR precedes, or a CR that no LF follows. */
  private void passLineEnd(int end) {
    int next = end + 1;
    if (buffer[end] == CR) {
      if (next == limit) {
        state = State.AFTER_CR;
      } else if (buffer[next] == LF) {
        next++;
      }
    }
    position = next;
  }

  /** "The steps to dispatch the event"; false if there is none. */
  private boolean dispatch() {
    event.commitId();
    boolean fires = !event.hasNoData();
    if (fires) {
      event.showData(data, buffer);
      show(Kind.EVENT, event.eventType(), event.offset());
    }
    event.clear();
    return fires;
  }

  /**
   * Sets what the frame shows; not writing a reference that is there already spares the collector's
   * barrier.
   */
  @SuppressWarnings("ReferenceEquality")
  private void show(Kind kind, String type, long offset) {
    if (this.kind != kind) {
      this.kind = kind;
    }
    if (this.type != type) {
      this.type = type;
    }
    this.offset = offset;
  }

  /** Goes on where the last chunk ended; true if a run of stray lines turns out to be over. */
  private boolean resume() {
    switch (state) {
      case STREAM_START -> skipByteOrderMark();
      case AFTER_CR -> skipLineFeed();
      case OPEN_LINE -> {
        return resumeOpenLine();
      }
      case OPEN_DATA -> {
        int from = position;
        position = lineEnd(buffer, from, limit);
        event.continueData(buffer, from, position);
        closeLine();
      }
      case IGNORED_LINE -> {
        position = lineEnd(buffer, position, limit);
        closeLine();
      }
      case LINE_START -> {}
    }
    return false;
  }

  /** "The UTF-8 decode algorithm strips one leading UTF-8 Byte Order Mark (BOM), if any." */
  private void skipByteOrderMark() {
    position = mark.skip(buffer, position, limit);
    if (!mark.isOpen()) {
      endStreamStart();
    }
  }

  /** Bytes that began like a BOM and are none begin a line. */
  private void endStreamStart() {
    state = State.LINE_START;
    if (mark.mistaken() > 0) {
      state = State.OPEN_LINE;
      openLineOffset = 0;
      openLine.clear();
      mark.returnTo(openLine);
    }
  }

  private void skipLineFeed() {
    if (position < limit) {
      state = State.LINE_START;
      if (buffer[position] == LF) {
        position++;
      }
    }
  }

  /** Leaves an open line if the position is at its end. */
  private void closeLine() {
    if (position < limit) {
      state = State.LINE_START;
      passLineEnd(position);
    }
  }

  private boolean beginOpenLine(int start) {
    var field = Field.ofBeginning(buffer, start, limit);
    if (endsStrays(field)) {
      return handOutStrays();
    }
    openLineOffset = streamPosition(start);
    state = fields.begin(field, buffer, start, limit, openLineOffset);
    if (state == State.OPEN_LINE) {
      openLine.clear();
      openLine.append(buffer, start, limit);
    }
    position = limit;
    return false;
  }

  private boolean resumeOpenLine() {
    int from = position;
    position = lineEnd(buffer, from, limit);
    openLine.append(buffer, from, position);
    byte[] line = openLine.bytes();
    int length = openLine.length();
    boolean whole = position < limit;
    var field = whole ? Field.of(line, 0, length) : Field.ofBeginning(line, 0, length);
    if (endsStrays(field)) {
      return handOutStrays();
    }
    if (field != null && whole) {
      closeLine();
      fields.process(field, line, 0, length, openLineOffset, /* lent= */ false);
    } else {
      state = fields.begin(field, line, 0, length, openLineOffset);
    }
    return false;
  }

  private boolean hasStrays() {
    return strays != null && !strays.isEmpty();
  }

  private boolean endsStrays(@Nullable Field field) {
    return field != Field.UNKNOWN && field != null && hasStrays();
  }

  private boolean handOutStrays() {
    var run = Objects.requireNonNull(strays);
    show(Kind.STRAY, MESSAGE, run.offset());
    run.handOut(data);
    return true;
  }

  @Override
  boolean finish(AtEnd rule) {
    if (rule == AtEnd.FLUSH) {
      if (state == State.STREAM_START) {
        mark.end();
        endStreamStart();
      }
      if (state == State.OPEN_LINE) {
        byte[] line = openLine.bytes();
        var field = Field.of(line, 0, openLine.length());
        if (endsStrays(field)) {
          return handOutStrays();
        }
        state = State.LINE_START;
        fields.process(field, line, 0, openLine.length(), openLineOffset, /* lent= */ false);
      }
    }
    if (hasStrays()) {
      return handOutStrays();
    }
    if (rule == AtEnd.FLUSH) {
      return dispatch();
    }
    event.discard();
    return false;
  }

  /** Makes parsers. */
  public static final class Builder {
    private int maxFrameBytes = 16 << 20;
    private String lastEventId = "";
    private boolean strayLines;
    private @Nullable Consumer<ByteSlice> onComment;

    private Builder() {}

    /**
     * Limits what one event may make the parser keep: the values of all its fields, and an LF for
     * each line of data after the first. Runs of stray lines and comments that are listened to have
     * the same limit. 16 MiB by default.
     *
     * @param bytes at least 1
     * @return this
     */
    public Builder maxFrameBytes(int bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("maxFrameBytes must be at least 1, is " + bytes);
      }
      maxFrameBytes = bytes;
      return this;
    }

    /**
     * Sets the last event ID to begin with, that of the connection before; empty by default.
     *
     * @param id the ID
     * @return this
     */
    public Builder lastEventId(String id) {
      lastEventId = Objects.requireNonNull(id);
      return this;
    }

    /**
     * Sets whether lines are handed out that the standard ignores for their unknown names, because
     * servers put errors there: each run of consecutive ones as a frame of kind {@link
     * Frame.Kind#STRAY}, joined with LF, as soon as another line ends it. It leaves the event that
     * it may interrupt as it is. False by default.
     *
     * @param handOut whether to
     * @return this
     */
    public Builder strayLines(boolean handOut) {
      strayLines = handOut;
      return this;
    }

    /**
     * Sets who is told of comments. It is called by {@link #next()} with what follows the colon,
     * which is valid until it returns. Without a listener comments of any length cost no memory.
     *
     * @param listener the listener
     * @return this
     */
    public Builder onComment(Consumer<ByteSlice> listener) {
      onComment = Objects.requireNonNull(listener);
      return this;
    }

    /** {@return a new parser} */
    public SseParser build() {
      return new SseParser(this);
    }
  }
}
