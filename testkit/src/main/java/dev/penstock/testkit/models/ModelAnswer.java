package dev.penstock.testkit.models;

import dev.penstock.testkit.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a model says and how that ends, as the provider of one's choice would stream it: what it
 * says first, then one of the ends, which gives the {@link Answer} for a {@link
 * dev.penstock.testkit.ScriptedServer}.
 *
 * {@snippet class="dev.penstock.testkit.models.ModelAnswerSnippetsTest" region="overloaded"}
 *
 * <p>The bytes are those that the provider sends for it, with one write an event; ids and times are
 * always the same. Each delta of text and of thinking, and each tool call, counts for one output
 * token. Immutable: each method returns the answer so far with one thing more, so that a beginning
 * can be shared and ended in several ways.
 */
public final class ModelAnswer {
  private static final int INPUT_TOKENS = 9;
  private static final String OVERLOADED = "The model is overloaded. Please try again later.";

  private final ModelApi api;
  private final String model;
  private final List<Part> parts;
  private final Duration pace;

  private ModelAnswer(ModelApi api, String model, List<Part> parts, Duration pace) {
    this.api = api;
    this.model = model;
    this.parts = List.copyOf(parts);
    this.pace = pace;
  }

  /**
   * {@return an answer that says nothing yet}
   *
   * @param api the provider's way to stream
   */
  public static ModelAnswer of(ModelApi api) {
    return new ModelAnswer(api, "test-model", List.of(), Duration.ZERO);
  }

  /**
   * {@return this by another model than {@code test-model}}
   *
   * @param name the model's name
   */
  public ModelAnswer model(String name) {
    return new ModelAnswer(api, name, parts, pace);
  }

  /**
   * {@return this with a wait between every two writes}
   *
   * @param wait how long
   */
  public ModelAnswer pace(Duration wait) {
    return new ModelAnswer(api, model, parts, wait);
  }

  /**
   * {@return this and some text}
   *
   * @param deltas the text, a delta each
   */
  public ModelAnswer text(String... deltas) {
    return and(new Part.Said(List.of(deltas)));
  }

  /**
   * {@return this and a text of so many tokens, a delta each: {@code "1 2 3 "} and so on}
   *
   * @param count how many
   */
  public ModelAnswer tokens(int count) {
    var tokens = new String[count];
    Arrays.setAll(tokens, i -> (i + 1) + " ");
    return text(tokens);
  }

  /**
   * {@return this and some thinking}
   *
   * @param deltas the thinking, a delta each
   */
  public ModelAnswer thinking(String... deltas) {
    return and(new Part.Thought(List.of(deltas)));
  }

  /**
   * {@return this and the call of a tool}
   *
   * @param id the call's id
   * @param name the tool's name
   * @param arguments its arguments, a JSON object; sent in pieces where the provider does so, and
   *     as it is where the provider sends an object
   */
  public ModelAnswer toolCall(String id, String name, String arguments) {
    return and(new Part.Called(id, name, arguments));
  }

  private ModelAnswer and(Part part) {
    var more = new ArrayList<>(parts);
    more.add(part);
    return new ModelAnswer(api, model, more, pace);
  }

  // --- the ends

  /**
   * {@return the whole answer, finished: because of the tools if any is called, else because all is
   * said; with the usage}
   */
  public Answer finished() {
    return told(new Told.Ending.Finished(/* atLimit= */ false)).end();
  }

  /** {@return the whole answer, finished because the limit on tokens is reached} */
  public Answer finishedAtLimit() {
    return told(new Told.Ending.Finished(/* atLimit= */ true)).end();
  }

  /** {@return what was said so far, and then the provider's error that it is overloaded} */
  public Answer overloaded() {
    return failed(api.overloadedType(), OVERLOADED);
  }

  /**
   * {@return what was said so far, and then an error in the stream}
   *
   * @param type the provider's type of error; Ollama sends none
   * @param message the provider's words
   */
  public Answer failed(String type, String message) {
    return told(new Told.Ending.Failed(type, message)).end();
  }

  /** {@return what was said so far, and then a proper end of the body, with no word about it} */
  public Answer truncated() {
    return told(new Told.Ending.Missing()).end();
  }

  /** {@return what was said so far, and then the connection closes in the middle of the body} */
  public Answer disconnected() {
    return told(new Told.Ending.Missing()).disconnect();
  }

  /** {@return what was said so far, and then the connection is reset} */
  public Answer reset() {
    return told(new Told.Ending.Missing()).reset();
  }

  /** {@return what was said so far, and then silence until the client leaves} */
  public Answer stalled() {
    return told(new Told.Ending.Missing()).stall();
  }

  /**
   * {@return what was said so far, and an answer that can be told on: pauses, permits, bytes of
   * one's own}
   */
  public Answer begun() {
    return told(new Told.Ending.Missing());
  }

  private Answer told(Told.Ending ending) {
    var writes = api.shape().tell(new Told(model, parts, INPUT_TOKENS, ending));
    return Answer.answer()
        .status(200)
        .header("Content-Type", api.contentType())
        .chunked()
        .play(writes, pace);
  }
}
