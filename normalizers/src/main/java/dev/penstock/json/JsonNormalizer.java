package dev.penstock.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.penstock.EventSink;
import dev.penstock.Limits;
import dev.penstock.Normalizer;
import dev.penstock.ProviderError;
import dev.penstock.framing.ByteSlice;
import dev.penstock.framing.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A normalizer of frames that are JSON objects, to be extended by the one for a provider, which
 * then has only to say what the fields mean.
 *
 * <p>What all have in common is done here: errors in every place where servers put them, the mark
 * {@code [DONE]}, frames that are blank or no object, the bodies of error responses.
 */
public abstract class JsonNormalizer implements Normalizer {
  private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);

  /** Stands on the frame's object when {@link #read} is called. */
  protected final JsonCursor json;

  /** Is offered the fields that {@link #read} does not know, and has none of earlier frames. */
  protected final ErrorFields error = new ErrorFields();

  private final ChunkTemplates templates;
  private boolean hasResponseId;
  private boolean hasModel;

  /** What {@link #read} does with pieces of text, thinking and arguments. */
  protected enum Pieces {
    /** It may look into them, and sees every frame. */
    LOOKED_INTO,

    /**
     * It hands them on and asks only whether there is any text in them; and it calls {@link
     * #turningPoint} where that is due. Frames that differ from earlier ones in a piece, or in what
     * is skipped, may then not reach it at all: their events are made without parsing them.
     */
    HANDED_ON
  }

  /**
   * Makes one for a stream, to which every frame is given.
   *
   * @param limits the stream's
   */
  protected JsonNormalizer(Limits limits) {
    this(limits, Pieces.LOOKED_INTO);
  }

  /**
   * Makes one for a stream.
   *
   * @param limits the stream's
   * @param pieces what is done with pieces of text
   */
  protected JsonNormalizer(Limits limits, Pieces pieces) {
    json = new JsonCursor(limits);
    templates = new ChunkTemplates(json, pieces == Pieces.HANDED_ON);
  }

  /**
   * Reads one frame, which is an object. If an error was {@linkplain ErrorFields#found found} among
   * its fields, the stream fails by it afterwards.
   *
   * @param frame the frame, for its type; {@link #json} reads its data
   * @param sink what takes the events
   * @return whether all of it that matters has become events; else it is handed on as unknown, too
   */
  protected abstract boolean read(Frame frame, EventSink sink);

  /**
   * Takes the mark {@code [DONE]}.
   *
   * @param sink what takes the end
   */
  protected void done(EventSink sink) {
    sink.end();
  }

  /**
   * Takes an error that was found.
   *
   * @param error the error
   * @param sink what takes it
   */
  protected void failed(ProviderError error, EventSink sink) {
    sink.error(error);
  }

  /**
   * Says that later frames may mean something else than they would have before this one. To be
   * called by {@link #read} where a frame changes a field that is looked at when pieces of text,
   * thinking or arguments are read.
   */
  protected final void turningPoint() {
    templates.turn();
  }

  /**
   * Takes the value for the answer's id, the first that there is.
   *
   * @param sink is told of it
   */
  protected final void responseId(EventSink sink) {
    if (!hasResponseId) {
      var id = json.text();
      if (id != null) {
        hasResponseId = true;
        sink.responseId(id);
      }
    }
  }

  /**
   * Takes the value for the name of the model that answers, the first that there is.
   *
   * @param sink is told of it
   */
  protected final void model(EventSink sink) {
    if (!hasModel) {
      var model = json.text();
      if (model != null) {
        hasModel = true;
        sink.model(model);
      }
    }
  }

  @Override
  public void accept(Frame frame, EventSink sink) {
    switch (frame.kind()) {
      case EVENT -> event(frame, sink);
      case ERROR -> sink.error(ErrorFields.ofMessage(frame, json));
      case STRAY -> {
        var found = ErrorFields.ofStray(frame.data(), json);
        if (found != null) {
          sink.error(found);
        } else {
          sink.unknown(frame);
        }
      }
    }
  }

  private void event(Frame frame, EventSink sink) {
    if (templates.replay(frame, sink)) {
      return;
    }
    if (frame.data().contentEquals(DONE)) {
      json.share();
      done(sink);
    } else if (frame.type().equals("error")) {
      sink.error(ErrorFields.ofEvent(frame.data(), json));
    } else if (json.read(frame.data())) {
      error.clear();
      boolean known = json.isObject() && read(frame, templates.watch(frame, sink));
      json.leave();
      templates.learn(frame, known && !error.found());
      if (error.found()) {
        failed(error.toError(), sink);
      } else if (!known) {
        sink.unknown(frame);
      }
    }
  }

  @Override
  public @Nullable ProviderError errorBody(int status, ByteSlice body) {
    return ErrorFields.ofBody(status, body, json);
  }
}
