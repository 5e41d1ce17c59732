package dev.penstock.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.Completion;
import dev.penstock.FinishReason;
import dev.penstock.ToolCall;
import dev.penstock.ToolCall.ArgumentsState;
import dev.penstock.Usage;
import dev.penstock.prompt.Message.ToolResult;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PromptTest {

  @Test
  void a_prompt_reads_as_it_is_said() {
    byte[] png = {1, 2, 3};
    // @start region="prompt"
    var weather =
        new Tool(
            "weather",
            "Tells the weather of a city.",
            """
            {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
            """);
    var prompt =
        Prompt.to("claude-sonnet-4-5")
            .system("Be brief.")
            .user(Content.text("How is the weather there?"), Content.image(png, "image/png"))
            .withTools(weather)
            .withMaxTokens(1000)
            .withThinking(Thinking.effort("low"))
            .withJson(
                """
                {"service_tier": "standard_only"}
                """);
    // @end
    assertThat(prompt.model()).isEqualTo("claude-sonnet-4-5");
    assertThat(prompt.messages()).hasSize(2);
    assertThat(prompt.instructions()).isEqualTo("Be brief.");
    assertThat(prompt.tools()).containsExactly(weather);
    assertThat(prompt.maxTokens()).hasValue(1000);
    assertThat(prompt.thinking()).contains(Thinking.effort("low"));
  }

  @Test
  void a_change_makes_a_copy() {
    var first = Prompt.of("m", "Hi");
    var second = first.assistant("Hello").user("Bye").withTemperature(1).withModel("n");
    assertThat(first.messages()).hasSize(1);
    assertThat(first.temperature()).isEmpty();
    assertThat(first.model()).isEqualTo("m");
    assertThat(second.messages()).hasSize(3);
    assertThat(second.model()).isEqualTo("n");
  }

  @Test
  void nothing_that_was_said_is_shown() {
    var call = new ToolCall(0, "c", "f", "secret", ArgumentsState.INVALID);
    var completion =
        new Completion(
            List.of(new Completion.Text("secret"), call),
            "",
            Usage.NONE,
            FinishReason.STOP,
            null,
            false);
    var prompt =
        Prompt.to("m")
            .system("secret")
            .user(
                Content.text("secret"),
                Content.image(URI.create("https://host/secret")),
                Content.image(
                    "secret".getBytes(java.nio.charset.StandardCharsets.UTF_8), "image/png"))
            .assistant(completion)
            .result(call, "secret")
            .withTools(new Tool("f", "secret", "{\"title\":\"secret\"}"))
            .withOutput(new OutputSchema("o", "{\"title\":\"secret\"}"))
            .withStop("secret")
            .withJson("{\"key\":\"secret\"}");
    assertThat(prompt + " " + prompt.messages() + prompt.tools() + prompt.output())
        .doesNotContain("secret")
        .doesNotContain("c2VjcmV0")
        .contains("prompt to m of 4 messages");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret", "[]", "{", "{} {}", "{\"secret\":}", "1", "null"})
  void what_is_no_object_is_refused_and_not_shown(String json) {
    var prompt = Prompt.of("m", "Hi");
    assertThatThrownBy(() -> prompt.withJson(json))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret");
    assertThatThrownBy(() -> new Tool("t", null, json))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret");
    assertThatThrownBy(() -> new OutputSchema("t", json))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_makes_no_sense_is_refused() {
    var prompt = Prompt.of("m", "Hi");
    refused(() -> Prompt.to(" "));
    refused(() -> prompt.withModel(""));
    refused(() -> prompt.withMaxTokens(0));
    refused(() -> prompt.withTemperature(-0.1));
    refused(() -> prompt.withTemperature(Double.NaN));
    refused(() -> prompt.withTopP(0));
    refused(() -> prompt.withTopP(1.1));
    refused(() -> prompt.withStop("a", ""));
    refused(() -> prompt.withTools(Conversation.WEATHER, Conversation.WEATHER));
    refused(() -> prompt.withToolChoice(ToolChoice.named("weather")));
    refused(prompt::user);
    refused(() -> Thinking.budget(0));
    refused(() -> Thinking.effort(" "));
    refused(() -> Content.image(new byte[1], "text/plain"));
    refused(() -> Content.image(URI.create("a.png")));
    refused(() -> new Tool("", null, "{}"));
    refused(() -> new OutputSchema("a b", "{}"));
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
    assertThatThrownBy(action).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void turns_alternate_and_have_no_instructions_and_nothing_empty() {
    var call = Conversation.CALL;
    var prompt =
        Prompt.to("m")
            .system("a")
            .user("b")
            .assistant("")
            .user("c")
            .system("d")
            .assistant("e")
            .assistant("f")
            .result(call, "g")
            .user("h");
    assertThat(prompt.turns()).extracting(List::size).containsExactly(2, 2, 2);
    assertThat(prompt.instructions()).isEqualTo("a\n\nd");
  }

  @Test
  void a_result_whose_call_is_unknown_gets_no_id() {
    var lost = new ToolResult(null, "f", "1", false);
    var prompt = Prompt.of("m", "Hi").with(lost);
    assertThatThrownBy(prompt::withCallIds)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tool f");
  }

  @Test
  void a_refusal_goes_back_as_text_and_thinking_can_be_left_out() {
    var refusal =
        new Completion(List.of(), "I won't.", Usage.NONE, FinishReason.REFUSAL, "refusal", false);
    assertThat(Message.assistant(refusal).text()).isEqualTo("I won't.");
    var thoughtful =
        new Message.Assistant(
            List.of(new Completion.ThinkingBlock("hm", "s", null), new Completion.Text("So.")));
    assertThat(thoughtful.thinking()).isEqualTo("hm");
    assertThat(thoughtful.withoutThinking().parts()).containsExactly(new Completion.Text("So."));
  }
}
