package dev.penstock.prompt;

import static dev.penstock.prompt.Conversation.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.Completion;
import dev.penstock.Completion.ThinkingBlock;
import dev.penstock.FinishReason;
import dev.penstock.ToolCall;
import dev.penstock.ToolCall.ArgumentsState;
import dev.penstock.Usage;
import dev.penstock.anthropic.Anthropic;
import dev.penstock.cohere.Cohere;
import dev.penstock.converse.Converse;
import dev.penstock.gemini.Gemini;
import dev.penstock.ollama.Ollama;
import dev.penstock.openai.OpenAi;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What differs between providers: choices, thinking, images, calls that are odd. */
final class ToolsAndOptionsTest {

  enum Provider {
    CHAT,
    RESPONSES,
    ANTHROPIC,
    GEMINI,
    OLLAMA,
    COHERE,
    CONVERSE;

    String body(Prompt prompt) {
      return Conversation.body(
          switch (this) {
            case CHAT -> OpenAi.withKey("k").chat(prompt);
            case RESPONSES -> OpenAi.withKey("k").responses(prompt);
            case ANTHROPIC -> Anthropic.withKey("k").messages(prompt);
            case GEMINI -> Gemini.withKey("k").generate(prompt);
            case OLLAMA -> Ollama.local().chat(prompt);
            case COHERE -> Cohere.withKey("k").chat(prompt);
            case CONVERSE -> Converse.in("eu-west-1").stream(prompt);
          });
    }
  }

  private static final Prompt HI = Prompt.of("anthropic.m", "Hi");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          CHAT      | none     | "tool_choice":"none"
          CHAT      | required | "tool_choice":"required"
          CHAT      | named    | "tool_choice":{"type":"function","function":{"name":"weather"}}
          RESPONSES | none     | "tool_choice":"none"
          RESPONSES | required | "tool_choice":"required"
          RESPONSES | named    | "tool_choice":{"type":"function","name":"weather"}
          ANTHROPIC | none     | "tool_choice":{"type":"none"}
          ANTHROPIC | required | "tool_choice":{"type":"any"}
          ANTHROPIC | named    | "tool_choice":{"type":"tool","name":"weather"}
          GEMINI    | none     | "toolConfig":{"functionCallingConfig":{"mode":"NONE"}}
          GEMINI    | required | "toolConfig":{"functionCallingConfig":{"mode":"ANY"}}
          GEMINI    | named    | {"mode":"ANY","allowedFunctionNames":["weather"]}
          COHERE    | none     | "tool_choice":"NONE"
          COHERE    | required | "tool_choice":"REQUIRED"
          CONVERSE  | required | "toolChoice":{"any":{}}
          CONVERSE  | named    | "toolChoice":{"tool":{"name":"weather"}}
          """)
  void a_choice_of_tools_is_told(Provider provider, String choice, String told) {
    assertThat(provider.body(choose(choice))).contains(told);
  }

  @ParameterizedTest
  @CsvSource({"OLLAMA, required", "OLLAMA, named", "COHERE, named", "CONVERSE, none"})
  void a_choice_that_can_not_be_told_is_refused(Provider provider, String choice) {
    assertThatThrownBy(() -> provider.body(choose(choice)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can't be told");
  }

  private static Prompt choose(String choice) {
    return HI.withTools(Conversation.WEATHER)
        .withToolChoice(
            switch (choice) {
              case "none" -> ToolChoice.NONE;
              case "required" -> ToolChoice.REQUIRED;
              default -> ToolChoice.named("weather");
            });
  }

  @Test
  void ollama_is_not_told_of_tools_that_it_is_not_to_call() {
    assertThat(Provider.OLLAMA.body(choose("none"))).doesNotContain("weather");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          CHAT      | off    | "reasoning_effort":"none"
          CHAT      | effort | "reasoning_effort":"high"
          RESPONSES | off    | "reasoning":{"effort":"none"},"store"
          RESPONSES | effort | "reasoning":{"effort":"high"},"include":["reasoning.encrypted_content"]
          ANTHROPIC | off    | "thinking":{"type":"disabled"}
          ANTHROPIC | effort | "thinking":{"type":"adaptive"},"output_config":{"effort":"high"}
          ANTHROPIC | budget | "max_tokens":9192,
          GEMINI    | off    | "thinkingConfig":{"thinkingBudget":0}
          GEMINI    | effort | "thinkingConfig":{"thinkingLevel":"high","includeThoughts":true}
          OLLAMA    | off    | "think":false
          OLLAMA    | effort | "think":"high"
          COHERE    | off    | "thinking":{"type":"disabled"}
          CONVERSE  | off    | "additionalModelRequestFields":{"thinking":{"type":"disabled"}}
          CONVERSE  | effort | "outputConfig":{"effort":"high"}
          """)
  void thinking_is_told(Provider provider, String thinking, String told) {
    assertThat(provider.body(HI.withThinking(thinking(thinking)))).contains(told);
  }

  @ParameterizedTest
  @CsvSource({"CHAT, budget", "RESPONSES, budget", "OLLAMA, budget", "COHERE, effort"})
  void thinking_that_can_not_be_told_is_refused(Provider provider, String thinking) {
    assertThatThrownBy(() -> provider.body(HI.withThinking(thinking(thinking))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can't be told")
        .hasMessageContaining("use Thinking.");
  }

  @Test
  void how_long_models_of_others_are_to_think_bedrock_can_not_be_told() {
    assertThatThrownBy(() ->
            Provider.CONVERSE.body(
                Prompt.of("amazon.nova-pro-v1:0", "Hi").withThinking(Thinking.budget(9))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("additionalModelRequestFields");
  }

  private static Thinking thinking(String name) {
    return switch (name) {
      case "off" -> Thinking.OFF;
      case "effort" -> Thinking.effort("high");
      default -> Thinking.budget(1000);
    };
  }

  @Test
  void stop_sequences_the_responses_api_can_not_be_told() {
    assertThatThrownBy(() -> Provider.RESPONSES.body(HI.withStop("END")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stop sequences");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          CHAT      | {"type":"image_url","image_url":{"url":"https://host/a.png"}}
          RESPONSES | {"type":"input_image","image_url":"https://host/a.png"}
          ANTHROPIC | {"type":"image","source":{"type":"url","url":"https://host/a.png"}}
          GEMINI    | {"fileData":{"mimeType":"image/png","fileUri":"https://host/a.png"}}
          COHERE    | {"type":"image_url","image_url":{"url":"https://host/a.png"}}
          """)
  void an_image_that_is_to_be_fetched_is_told(Provider provider, String told) {
    assertThat(provider.body(withImage())).contains(told);
  }

  @ParameterizedTest
  @EnumSource(
      value = Provider.class,
      names = {"OLLAMA", "CONVERSE"})
  void an_image_that_can_not_be_fetched_is_refused(Provider provider) {
    assertThatThrownBy(() -> provider.body(withImage()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give its bytes");
  }

  private static Prompt withImage() {
    return HI.user(Content.image(URI.create("https://host/a.png")));
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void fields_of_ones_own_are_merged_in(Provider provider) {
    assertThat(provider.body(HI.withJson("{\"seed\":7}").withJson("{\"x\":{\"y\":null}}")))
        .endsWith(",\"seed\":7,\"x\":{}}");
  }

  @Test
  void fields_of_ones_own_go_into_the_providers_objects() {
    assertThat(
            Provider.GEMINI.body(
                HI.withMaxTokens(5).withJson("{\"generationConfig\":{\"topK\":3}}")))
        .contains("\"generationConfig\":{\"maxOutputTokens\":5,\"topK\":3}");
  }

  private static Completion said(Completion.Part... parts) {
    return new Completion(
        List.of(parts), "", Usage.NONE, FinishReason.TOOL_CALLS, "tool_use", false);
  }

  private static ToolCall call(String id, String arguments, ArgumentsState state) {
    return new ToolCall(0, id, "f", arguments, state);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          CHAT      | {"a":"b   | "arguments":"{\\"a\\":\\"b"
          RESPONSES | {"a":"b   | "arguments":"{\\"a\\":\\"b"
          ANTHROPIC | {"a":"b   | "input":{"INVALID_JSON":"{\\"a\\":\\"b"}
          GEMINI    | {"a":"b   | "args":{"INVALID_JSON":"{\\"a\\":\\"b"}
          OLLAMA    | [1]       | "arguments":{"INVALID_JSON":"[1]"}
          COHERE    | {"a":"b   | "arguments":"{\\"a\\":\\"b"
          CONVERSE  | null      | "input":{}
          """)
  void arguments_that_are_no_object_are_kept_as_what_they_are(
      Provider provider, String arguments, String told) {
    var answer = said(call("c", arguments, ArgumentsState.INVALID));
    assertThat(provider.body(HI.assistant(answer))).contains(told);
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void no_arguments_are_an_empty_object(Provider provider) {
    var answer = said(call("c", "", ArgumentsState.EMPTY));
    assertThat(provider.body(HI.assistant(answer)))
        .containsAnyOf("\"arguments\":\"{}\"", "\"arguments\":{}", "\"input\":{}", "\"args\":{}");
  }

  @ParameterizedTest
  @EnumSource(
      value = Provider.class,
      names = {"CHAT", "RESPONSES", "ANTHROPIC", "COHERE", "CONVERSE"})
  void calls_without_ids_get_some_where_they_are_needed(Provider provider) {
    var first = new ToolCall(0, null, "f", "{\"n\":1}", ArgumentsState.VALID);
    var second = new ToolCall(1, null, "f", "{\"n\":2}", ArgumentsState.VALID);
    var prompt = HI.assistant(said(first, second)).result(first, "one").result(second, "two");
    assertThat(provider.body(prompt).split("call_0", -1)).hasSize(3);
    assertThat(provider.body(prompt).split("call_1", -1)).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Provider.class,
      names = {"GEMINI", "OLLAMA"})
  void calls_without_ids_stay_so_where_the_provider_has_none(Provider provider) {
    var call = new ToolCall(0, null, "f", "{}", ArgumentsState.VALID);
    assertThat(provider.body(HI.assistant(said(call)).result(call, "one")))
        .doesNotContain("\"id\"")
        .doesNotContain("call_id");
  }

  @Test
  void geminis_signatures_go_back_with_what_they_sign() {
    var answer =
        said(
            new ThinkingBlock("hm", null, null),
            new Completion.Text("Look:"),
            new ThinkingBlock("", "of-text", null),
            call("a", "{}", ArgumentsState.VALID),
            new ThinkingBlock("", "of-call", null),
            call("b", "{}", ArgumentsState.VALID));
    assertThat(Provider.GEMINI.body(HI.assistant(answer)))
        .contains(
            "\"parts\":[{\"text\":\"hm\",\"thought\":true},{\"text\":\"Look:\"},"
                + "{\"text\":\"\",\"thoughtSignature\":\"of-text\"},"
                + "{\"functionCall\":{\"id\":\"a\",\"name\":\"f\",\"args\":{}},"
                + "\"thoughtSignature\":\"of-call\"},"
                + "{\"functionCall\":{\"id\":\"b\",\"name\":\"f\",\"args\":{}}}]");
  }

  @Test
  void redacted_thinking_goes_back() {
    var answer = said(new ThinkingBlock("", null, "xyz"), new Completion.Text("So."));
    assertThat(Provider.ANTHROPIC.body(HI.assistant(answer)))
        .contains("{\"type\":\"redacted_thinking\",\"data\":\"xyz\"}");
    assertThat(Provider.CONVERSE.body(HI.assistant(answer)))
        .contains("{\"reasoningContent\":{\"redactedContent\":\"xyz\"}}");
  }

  @ParameterizedTest
  @EnumSource(
      value = Provider.class,
      names = {"RESPONSES", "ANTHROPIC", "CONVERSE"})
  void thinking_without_a_signature_is_left_out_where_it_would_be_refused(Provider provider) {
    var answer = said(new ThinkingBlock("unsigned", null, null), new Completion.Text("So."));
    assertThat(provider.body(HI.assistant(answer))).contains("So.").doesNotContain("unsigned");
  }

  @Test
  void a_tool_that_failed_is_told_as_such() {
    var call = call("c", "{}", ArgumentsState.VALID);
    var prompt = HI.assistant(said(call)).failure(call, "no such city");
    assertThat(Provider.ANTHROPIC.body(prompt))
        .contains("\"content\":\"no such city\",\"is_error\":true");
    assertThat(Provider.CONVERSE.body(prompt)).contains("\"status\":\"error\"");
    assertThat(Provider.GEMINI.body(prompt)).contains("\"response\":{\"error\":\"no such city\"}");
    assertThat(body(OpenAi.withKey("k").chat(prompt))).contains("no such city");
  }

  @Test
  void a_result_that_is_an_object_is_one_for_gemini() {
    var call = call("c", "{}", ArgumentsState.VALID);
    assertThat(Provider.GEMINI.body(HI.assistant(said(call)).result(call, "{\"t\":7}")))
        .contains("\"response\":{\"t\":7}");
  }

  @Test
  void results_of_parallel_calls_stand_in_one_message() {
    var first = call("a", "{}", ArgumentsState.VALID);
    var second = call("b", "{}", ArgumentsState.VALID);
    var prompt = HI.assistant(said(first, second)).result(first, "1").result(second, "2");
    assertThat(prompt.turns()).hasSize(3);
    assertThat(Provider.ANTHROPIC.body(prompt))
        .contains(
            "{\"role\":\"user\",\"content\":["
                + "{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":\"1\"},"
                + "{\"type\":\"tool_result\",\"tool_use_id\":\"b\",\"content\":\"2\"}]}");
  }

  @Test
  void an_answer_without_text_has_none_for_openai() {
    assertThat(Provider.CHAT.body(HI.assistant(said(call("c", "{}", ArgumentsState.VALID)))))
        .contains("\"role\":\"assistant\",\"content\":null,\"tool_calls\"");
  }
}
