package dev.penstock.prompt;

import dev.penstock.Completion;
import dev.penstock.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message of a conversation. Its {@code toString()} does not show what it says. */
public sealed interface Message {

  /**
   * Instructions to the model. Most providers take them apart from the conversation: what stands in
   * its midst goes to its head there.
   *
   * @param text the instructions
   */
  record Instructions(String text) implements Message {
    @Override
    public String toString() {
      return "system";
    }
  }

  /**
   * What the user says.
   *
   * @param content text and images, in order; not empty
   */
  record User(List<Content> content) implements Message {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public User {
      content = List.copyOf(content);
      if (content.isEmpty()) {
        throw new IllegalArgumentException("a user's message without content");
      }
    }

    @Override
    public String toString() {
      return "user " + content;
    }
  }

  /**
   * What the model said.
   *
   * @param parts text, thinking and tool calls, in the order in which they came
   */
  record Assistant(List<Completion.Part> parts) implements Message {
    /** Copies the list. */
    public Assistant {
      parts = List.copyOf(parts);
    }

    /** {@return all its text} */
    public String text() {
      var text = new StringBuilder();
      for (var part : parts) {
        if (part instanceof Completion.Text(var piece)) {
          text.append(piece);
        }
      }
      return text.toString();
    }

    /** {@return all its thinking's text} */
    public String thinking() {
      var thinking = new StringBuilder();
      for (var part : parts) {
        if (part instanceof Completion.ThinkingBlock block) {
          thinking.append(block.text());
        }
      }
      return thinking.toString();
    }

    /**
     * {@return this without its thinking and the signatures, for another provider than the one that
     * said it: none takes another's}
     */
    public Assistant withoutThinking() {
      return new Assistant(
          parts.stream().filter(part -> !(part instanceof Completion.ThinkingBlock)).toList());
    }

    /** {@return its tool calls} */
    public List<ToolCall> toolCalls() {
      return parts.stream().filter(ToolCall.class::isInstance).map(ToolCall.class::cast).toList();
    }

    @Override
    public String toString() {
      return "assistant of " + parts.size() + " parts";
    }
  }

  /**
   * What a tool that the model called has answered.
   *
   * @param callId the call's id; null if the provider gave none
   * @param tool the tool's name
   * @param content the answer, as text
   * @param error whether the tool failed. Anthropic, Bedrock and Gemini are told so; for others the
   *     text must say it
   */
  record ToolResult(@Nullable String callId, String tool, String content, boolean error)
      implements Message {
    @Override
    public String toString() {
      return "result of " + tool + (error ? ", failed" : "");
    }
  }

  /**
   * {@return a message of the user}
   *
   * @param text what it says
   */
  static User user(String text) {
    return new User(List.of(Content.text(text)));
  }

  /**
   * {@return a message of the model}
   *
   * @param text what it said
   */
  static Assistant assistant(String text) {
    return new Assistant(text.isEmpty() ? List.of() : List.of(new Completion.Text(text)));
  }

  /**
   * {@return an answer as a message, for the conversation to go on}
   *
   * <p>It has the text, the thinking with its signatures, and the tool calls; a refusal in place of
   * text. What tools of the provider's own did is not in it.
   *
   * @param completion the answer
   */
  static Assistant assistant(Completion completion) {
    return completion.parts().isEmpty()
        ? assistant(completion.refusal())
        : new Assistant(completion.parts());
  }

  /**
   * {@return what a tool answered to a call}
   *
   * @param call the call
   * @param content the answer
   */
  static ToolResult result(ToolCall call, String content) {
    return new ToolResult(call.id(), call.name(), content, false);
  }

  /**
   * {@return how a tool failed that was called}
   *
   * @param call the call
   * @param content what went wrong, for the model to read
   */
  static ToolResult failure(ToolCall call, String content) {
    return new ToolResult(call.id(), call.name(), content, true);
  }
}
