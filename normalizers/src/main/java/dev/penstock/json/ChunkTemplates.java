package dev.penstock.json;

import dev.penstock.EventSink;
import dev.penstock.framing.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the frames that differ from earlier ones in a few scalars only, without parsing
 * them.
 *
 * <p>Normalizers need not know of this, but for the one rule to which {@link
 * JsonNormalizer.Pieces#HANDED_ON} binds them. It learns from what they do: which fields they ask
 * for, and what they say. The system property {@value #PROPERTY} set to {@code off} turns it off
 * for the streams that are opened from then on.
 */
final class ChunkTemplates {
  /*
   * The law: for every frame that is replayed, the normalizer would say the same, and be the same after it.
   *
   * A frame is pure if the normalizer says one piece of text, thinking, refusal or arguments of it, perhaps with usage,
   * and nothing else, and does not call it a turning point. What it decides is decided by its own fields, by the
   * frame's bytes that are no scalars, and by the scalars that it looks at (FieldTrace). Of a scalar that it skips it
   * knows nothing; and into a piece of text it does not look, but whether there is any, which is the one rule that it
   * has to keep. So a frame that is equal but for those says the same, with that text in it, as long as the
   * normalizer's own fields are the same.
   *
   * They may be others after a frame that is not pure. Pure ones leave them as they were, or set what only frames that
   * are not pure look at, and set it to the same each time. Hence a template is used once the normalizer has taken a
   * second frame of its shape and said what the template would; and, after a frame that is not pure, only once that has
   * happened again.
   *
   * Whatever does not match goes to the normalizer. To watch it costs a little, and is done ever less often while
   * nothing comes of it.
   */
  static final String PROPERTY = "penstock.templates";

  private static final int MAX_TEMPLATES = 8;
  private static final int MAX_BYTES = 4 << 10;
  private static final int PATIENCE = 8;
  private static final int LONGEST_PAUSE = 64;

  private final JsonCursor json;
  private final boolean on;

  /** The one used last comes first. */
  private final List<ChunkTemplate> templates = new ArrayList<>();

  private @Nullable Observer observer;
  private boolean turned;
  private int fruitless;
  private int pause;

  /**
   * Makes one for a stream, which has learned nothing yet.
   *
   * @param json what the normalizer reads by
   * @param allowed whether the normalizer keeps the rule; if not, nothing is ever learned
   */
  ChunkTemplates(JsonCursor json, boolean allowed) {
    this.json = json;
    this.on = allowed && !"off".equals(System.getProperty(PROPERTY));
  }

  /**
   * Says what the normalizer would say of a frame.
   *
   * @return false, and nothing was said, if that is not known
   */
  boolean replay(Frame frame, EventSink sink) {
    for (int i = 0; i < templates.size(); i++) {
      var template = templates.get(i);
      if (template.isConfirmed() && template.replay(frame, sink)) {
        first(i);
        fruitless = 0;
        pause = 0;
        return true;
      }
    }
    return false;
  }

  private void first(int index) {
    if (index > 0) {
      templates.addFirst(templates.remove(index));
    }
  }

  /** {@return the sink for the frame that the normalizer takes next} */
  EventSink watch(Frame frame, EventSink sink) {
    observer = null;
    turned = false;
    if (!on || frame.data().length() > MAX_BYTES || pause-- > 0) {
      return sink;
    }
    var watching = new Observer(sink);
    observer = watching;
    json.asked().begin();
    return watching;
  }

  /** Takes note that the frame that the normalizer takes is not pure. */
  void turn() {
    turned = true;
  }

  /**
   * Learns from the frame that the normalizer has taken.
   *
   * @param known whether it knew all of it
   */
  void learn(Frame frame, boolean known) {
    var said = observer;
    var learned =
        said == null || !known || turned ? null : ChunkTemplate.of(frame, said, json.asked());
    json.asked().end();
    if (said == null || learned == null) {
      templates.forEach(template -> template.confirm(false));
    } else {
      if (isConfirmed(frame, said)) {
        fruitless = 0;
        return;
      }
      if (templates.size() == MAX_TEMPLATES) {
        templates.removeLast();
      }
      templates.addFirst(learned);
    }
    if (said != null && said.isLast()) {
      json.share();
    }
    if (said != null && ++fruitless > PATIENCE) {
      pause = Math.min(fruitless, LONGEST_PAUSE);
    }
  }

  private boolean isConfirmed(Frame frame, Observer said) {
    for (int i = 0; i < templates.size(); i++) {
      switch (templates.get(i).judge(frame, said)) {
        case CONFIRMED -> {
          templates.get(i).confirm(true);
          first(i);
          return true;
        }
        case REFUTED -> templates.remove(i--);
        case OF_ANOTHER_SHAPE -> {}
      }
    }
    return false;
  }
}
