package dev.penstock.json;

import dev.penstock.EventSink;
import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.RefusalDelta;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.Usage;
import dev.penstock.framing.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One shape of chunk: the bytes of a frame, but for holes, and what such a frame says.
 *
 * <p>Not thread-safe; a match is read before the next is tried.
 */
final class ChunkTemplate {
  /*
   * frame = fixed (hole fixed)*
   *
   * Every byte outside of holes is equal to the frame's that this was learned from, so a tokeniser is in the same state
   * where a hole begins; what a hole takes, it takes for a scalar of the same kind; so it is in the same state where the
   * hole ends. What is not taken for certain is no match: numbers but plain counts, strings that are skipped with
   * anything in them but printable ASCII.
   *
   * A hole is shut at first, but for that of the text: its bytes are as fixed as the others. It is opened when a frame
   * differs there. So what never changes (ids, names of models) costs no more than the fixed bytes around it.
   */
  private static final int MATCHES = -1;

  private final byte[] bytes;
  private final String type;
  private final StreamEvent event;
  private final @Nullable Usage usage;
  private final boolean usageFirst;
  private final Hole[] holes;
  private final Hole text;

  /** The holes that the usage's numbers come from; null for those that it does not tell. */
  private final @Nullable Hole[] counts;

  private Hole[] open;
  private boolean confirmed;

  private ChunkTemplate(
      byte[] bytes, String type, StreamEvent event, Observer said, List<Hole> holes, Hole text) {
    this.bytes = bytes;
    this.type = type;
    this.event = event;
    this.usage = said.usage();
    this.usageFirst = said.usageFirst();
    this.holes = holes.toArray(Hole[]::new);
    this.text = text;
    this.counts = counts(usage, holes);
    this.open = new Hole[] {text};
  }

  /**
   * {@return what can be learned from a frame; null if it is not pure}
   *
   * @param frame the frame
   * @param said what the normalizer said of it
   * @param trace what it asked of the fields
   */
  static @Nullable ChunkTemplate of(Frame frame, Observer said, FieldTrace trace) {
    var event = said.onlyEvent();
    var string = event == null ? null : stringOf(event);
    if (event == null || string == null) {
      return null;
    }
    var data = frame.data();
    Hole text = null;
    var holes = new ArrayList<Hole>();
    for (var field : trace.fields()) {
      var kind = kind(field, string);
      if (kind != null) {
        int from = field.from - data.offset();
        var hole = new Hole(kind, from, field.to - data.offset(), field.count());
        if (kind == Hole.Kind.TEXT) {
          text = hole;
        }
        holes.add(hole);
      }
    }
    if (text == null || data.at(data.length() - 1) != '}') {
      return null;
    }
    var bytes = data.toByteArray();
    int space = bytes.length - 1;
    while (bytes[space - 1] == ' ') {
      space--;
    }
    holes.add(new Hole(Hole.Kind.SPACE, space, bytes.length - 1, 0));
    var usage = said.usage();
    return usage == null || isTold(usage, holes)
        ? new ChunkTemplate(bytes, frame.type(), event, said, holes, text)
        : null;
  }

  private static Hole.@Nullable Kind kind(FieldTrace.Field field, String string) {
    if (field.gave(string)) {
      return Hole.Kind.TEXT;
    }
    if (field.count() > 0) {
      return Hole.Kind.COUNT;
    }
    if (!field.isSkipped()) {
      return null;
    }
    return field.isString ? Hole.Kind.STRING : Hole.Kind.NUMBER;
  }

  private static @Nullable String stringOf(StreamEvent event) {
    return switch (event) {
      case TextDelta(var value) -> value;
      case ThinkingDelta(var value) -> value;
      case RefusalDelta(var value) -> value;
      case ToolCallDelta(var index, var id, var name, var arguments)
          when id == null && name == null ->
          arguments;
      default -> null;
    };
  }

  private static StreamEvent with(StreamEvent event, String string) {
    return switch (event) {
      case TextDelta ignored -> new TextDelta(string);
      case ThinkingDelta ignored -> new ThinkingDelta(string);
      case RefusalDelta ignored -> new RefusalDelta(string);
      case ToolCallDelta call -> new ToolCallDelta(call.index(), null, null, string);
      default -> throw new AssertionError(event);
    };
  }

  private static long[] numbers(Usage usage) {
    return new long[] {
      usage.inputTokens(), usage.outputTokens(), usage.reasoningTokens(), usage.cachedInputTokens()
    };
  }

  /** {@return whether each number is that of one count, and each count that of one number} */
  private static boolean isTold(Usage usage, List<Hole> holes) {
    var numbers = Arrays.stream(numbers(usage)).filter(number -> number > 0).sorted().toArray();
    var counts =
        holes.stream()
            .filter(hole -> hole.kind == Hole.Kind.COUNT)
            .mapToLong(hole -> hole.value)
            .sorted()
            .toArray();
    return Arrays.equals(numbers, counts)
        && Arrays.stream(counts).distinct().count() == counts.length;
  }

  private static @Nullable Hole[] counts(@Nullable Usage usage, List<Hole> holes) {
    var counts = new @Nullable Hole[4];
    if (usage != null) {
      long[] numbers = numbers(usage);
      for (var hole : holes) {
        for (int i = 0; i < numbers.length; i++) {
          if (hole.kind == Hole.Kind.COUNT && numbers[i] == hole.value) {
            counts[i] = hole;
          }
        }
      }
    }
    return counts;
  }

  boolean isConfirmed() {
    return confirmed;
  }

  void confirm(boolean is) {
    confirmed = is;
  }

  /**
   * Says what the normalizer would of a frame of this shape.
   *
   * @return false, and nothing was said, if it is of another, or that is not certain
   */
  boolean replay(Frame frame, EventSink sink) {
    var said = match(frame);
    if (said == null) {
      return false;
    }
    if (usage == null) {
      sink.event(said);
    } else if (usageFirst) {
      sink.usage(matchedUsage(usage));
      sink.event(said);
    } else {
      sink.event(said);
      sink.usage(matchedUsage(usage));
    }
    return true;
  }

  /** What a frame that was decoded meanwhile says about this. */
  enum Verdict {
    OF_ANOTHER_SHAPE,
    CONFIRMED,
    REFUTED
  }

  /** Compares with what the normalizer said of a frame, opening holes where the frame differs. */
  Verdict judge(Frame frame, Observer said) {
    int at = mismatch(frame);
    for (var hole = shut(at); hole != null; hole = shut(at)) {
      hole.open();
      open = Arrays.stream(holes).filter(Hole::isOpen).toArray(Hole[]::new);
      at = mismatch(frame);
    }
    var matched = at == MATCHES ? match(frame) : null;
    if (matched == null) {
      return Verdict.OF_ANOTHER_SHAPE;
    }
    boolean same =
        matched.equals(said.onlyEvent())
            && usageFirst == said.usageFirst()
            && (usage == null ? said.usage() == null : matchedUsage(usage).equals(said.usage()));
    return same ? Verdict.CONFIRMED : Verdict.REFUTED;
  }

  private @Nullable Hole shut(int at) {
    for (var hole : holes) {
      if (!hole.isOpen() && hole.from <= at && at <= hole.to) {
        return hole;
      }
    }
    return null;
  }

  private @Nullable StreamEvent match(Frame frame) {
    if (mismatch(frame) != MATCHES) {
      return null;
    }
    var string = text.string(frame.data().array());
    // An empty string is none.
    return string == null || string.isEmpty() ? null : with(event, string);
  }

  private Usage matchedUsage(Usage learned) {
    return new Usage(
        count(0, learned.inputTokens()),
        count(1, learned.outputTokens()),
        count(2, learned.reasoningTokens()),
        count(3, learned.cachedInputTokens()));
  }

  private long count(int index, long learned) {
    var hole = counts[index];
    return hole == null ? learned : hole.value;
  }

  /** {@return the first of our bytes that a frame does not have, past the end if it is longer} */
  private int mismatch(Frame frame) {
    var data = frame.data();
    byte[] theirs = data.array();
    int at = data.offset();
    int end = at + data.length();
    int from = 0;
    if (!type.equals(frame.type())) {
      return Integer.MAX_VALUE;
    }
    for (var hole : open) {
      int length = hole.from - from;
      int differs = Arrays.mismatch(bytes, from, hole.from, theirs, at, Math.min(at + length, end));
      if (differs >= 0) {
        return from + differs;
      }
      at = hole.fill(theirs, at + length, end);
      if (at < 0) {
        return hole.from;
      }
      from = hole.to;
    }
    int differs = Arrays.mismatch(bytes, from, bytes.length, theirs, at, end);
    return differs < 0 ? MATCHES : from + differs;
  }
}
