package dev.penstock.prompt;

import dev.penstock.Completion;
import dev.penstock.ToolCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a model is asked: the conversation so far, the tools it may call, and how it is to answer.
 * The same prompt can be put to any provider.
 *
 * {@snippet class = dev.penstock.prompt.PromptTest region = prompt}
 *
 * <p>Immutable: each method that adds or changes something returns a changed copy. What is not set
 * is left to the provider. What a provider can't be told, it refuses by an {@link
 * IllegalArgumentException} before anything is sent; only thinking that it would not take back is
 * left out. {@code toString()} shows nothing of what is said.
 */
public final class Prompt {
  private final String model;
  private final List<Message> messages;
  private final PromptOptions options;

  private Prompt(String model, List<Message> messages, PromptOptions options) {
    this.model = model;
    this.messages = messages;
    this.options = options;
  }

  /**
   * {@return an empty prompt, for messages to be added}
   *
   * @param model the model's name, as the provider knows it
   * @throws IllegalArgumentException if it is blank
   */
  public static Prompt to(String model) {
    if (model.isBlank()) {
      throw new IllegalArgumentException("a prompt to no model: its name is blank");
    }
    return new Prompt(model, List.of(), PromptOptions.NONE);
  }

  /**
   * {@return a question}
   *
   * @param model the model's name, as the provider knows it
   * @param question what the user says
   * @throws IllegalArgumentException if the model's name is blank
   */
  public static Prompt of(String model, String question) {
    return to(model).user(question);
  }

  private Prompt with(PromptOptions changed) {
    return new Prompt(model, messages, changed);
  }

  /**
   * {@return this to another model}
   *
   * @param name its name
   * @throws IllegalArgumentException if it is blank
   */
  public Prompt withModel(String name) {
    return new Prompt(to(name).model, messages, options);
  }

  /**
   * {@return this with more messages at its end}
   *
   * @param more the messages
   */
  public Prompt with(Message... more) {
    return with(Arrays.asList(more));
  }

  /**
   * {@return this with more messages at its end}
   *
   * @param more the messages
   */
  public Prompt with(List<? extends Message> more) {
    var all = new ArrayList<>(messages);
    all.addAll(more);
    return new Prompt(model, List.copyOf(all), options);
  }

  /**
   * {@return this with instructions at its end}
   *
   * @param instructions what the model is told
   */
  public Prompt system(String instructions) {
    return with(new Message.Instructions(instructions));
  }

  /**
   * {@return this with what the user says at its end}
   *
   * @param text what the user says
   */
  public Prompt user(String text) {
    return with(Message.user(text));
  }

  /**
   * {@return this with what the user says and shows at its end}
   *
   * @param content text and images
   * @throws IllegalArgumentException if there are none
   */
  public Prompt user(Content... content) {
    return with(new Message.User(Arrays.asList(content)));
  }

  /**
   * {@return this with what the model said at its end}
   *
   * @param text what it said
   */
  public Prompt assistant(String text) {
    return with(Message.assistant(text));
  }

  /**
   * {@return this with an answer at its end, whole, for the conversation to go on; see {@link
   * Message#assistant(Completion)}}
   *
   * @param answer the answer
   */
  public Prompt assistant(Completion answer) {
    return with(Message.assistant(answer));
  }

  /**
   * {@return this with a tool's answer at its end}
   *
   * @param call the call that was answered
   * @param result the answer
   */
  public Prompt result(ToolCall call, String result) {
    return with(Message.result(call, result));
  }

  /**
   * {@return this with a tool's failure at its end}
   *
   * @param call the call that failed
   * @param reason what went wrong, for the model to read
   */
  public Prompt failure(ToolCall call, String reason) {
    return with(Message.failure(call, reason));
  }

  /**
   * {@return this with these tools in place of others}
   *
   * @param tools the tools
   * @throws IllegalArgumentException if two have the same name
   */
  public Prompt withTools(Tool... tools) {
    return withTools(Arrays.asList(tools));
  }

  /**
   * {@return this with these tools in place of others}
   *
   * @param tools the tools
   * @throws IllegalArgumentException if two have the same name
   */
  public Prompt withTools(List<Tool> tools) {
    return with(options.withTools(tools));
  }

  /**
   * {@return this with another choice of tools; not set, the model decides}
   *
   * @param choice the choice
   * @throws IllegalArgumentException if it names a tool that is not there
   */
  public Prompt withToolChoice(ToolChoice choice) {
    return with(options.withToolChoice(choice));
  }

  /**
   * {@return this with a bound for the answer}
   *
   * @param tokens how many tokens it may have, thinking included where the provider counts so; at
   *     least 1
   * @throws IllegalArgumentException if it is less
   */
  public Prompt withMaxTokens(int tokens) {
    return with(options.withMaxTokens(tokens));
  }

  /**
   * {@return this with another temperature}
   *
   * @param temperature from 0 up; how high it may be, the provider says
   * @throws IllegalArgumentException if it is less than 0 or no number
   */
  public Prompt withTemperature(double temperature) {
    return with(options.withTemperature(temperature));
  }

  /**
   * {@return this with another nucleus to sample from}
   *
   * @param topP its probability, more than 0 and at most 1
   * @throws IllegalArgumentException if it is not
   */
  public Prompt withTopP(double topP) {
    return with(options.withTopP(topP));
  }

  /**
   * {@return this with these stop sequences in place of others}
   *
   * @param sequences texts before which the answer stops
   * @throws IllegalArgumentException if one is empty
   */
  public Prompt withStop(String... sequences) {
    return with(options.withStop(List.of(sequences)));
  }

  /**
   * {@return this with other thinking}
   *
   * @param thinking how much
   */
  public Prompt withThinking(Thinking thinking) {
    return with(options.withThinking(thinking));
  }

  /**
   * {@return this with a schema that the answer has to keep to}
   *
   * @param schema the schema
   */
  public Prompt withOutput(OutputSchema schema) {
    return with(options.withOutput(schema));
  }

  /**
   * {@return this with fields for the provider's JSON that have no method here}
   *
   * <p>They are merged into what is sent as RFC 7396 says: objects into objects, {@code null}
   * removes a field, everything else takes its place. Several are merged one after the other.
   *
   * @param json an object
   * @throws IllegalArgumentException if it is none
   */
  public Prompt withJson(String json) {
    return with(options.withPatch(json));
  }

  /** {@return the model's name} */
  public String model() {
    return model;
  }

  /** {@return the messages in order} */
  public List<Message> messages() {
    return messages;
  }

  /** {@return all instructions, an empty line between them; {@code ""} if there are none} */
  public String instructions() {
    var all = new ArrayList<String>();
    for (var message : messages) {
      if (message instanceof Message.Instructions(var text)) {
        all.add(text);
      }
    }
    return String.join("\n\n", all);
  }

  /**
   * {@return this with an id for each tool call and result, for providers that need them: where the
   * one that answered gave none, one is made up}
   */
  public Prompt withCallIds() {
    return new Prompt(model, CallIds.complete(messages), options);
  }

  /**
   * {@return the messages but for the instructions and empty ones, put together to turns: the
   * model's and those of all others alternate, as some providers demand}
   */
  public List<List<Message>> turns() {
    return Turns.of(messages);
  }

  /** {@return the tools} */
  public List<Tool> tools() {
    return options.tools();
  }

  /** {@return the choice of tools} */
  public ToolChoice toolChoice() {
    return options.toolChoice();
  }

  /** {@return the most tokens of the answer, if set} */
  public OptionalInt maxTokens() {
    return options.maxTokens();
  }

  /** {@return the temperature, if set} */
  public OptionalDouble temperature() {
    return options.temperature();
  }

  /** {@return the probability of the nucleus, if set} */
  public OptionalDouble topP() {
    return options.topP();
  }

  /** {@return the stop sequences} */
  public List<String> stop() {
    return options.stop();
  }

  /** {@return the thinking, if set} */
  public Optional<Thinking> thinking() {
    return options.thinking();
  }

  /** {@return the schema of the answer, if set} */
  public Optional<OutputSchema> output() {
    return options.output();
  }

  /**
   * {@return a provider's JSON with the fields of {@link #withJson} merged in}
   *
   * @param json the JSON, an object
   */
  public byte[] patched(byte[] json) {
    return options.patched(json);
  }

  /** Shows the model and how many messages there are, and nothing of what they say. */
  @Override
  public String toString() {
    return "prompt to " + model + " of " + messages.size() + " messages";
  }
}
