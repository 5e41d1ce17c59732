package dev.penstock.prompt;

import static dev.penstock.prompt.Conversation.body;
import static dev.penstock.prompt.Conversation.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.anthropic.Anthropic;
import dev.penstock.cohere.Cohere;
import dev.penstock.converse.Converse;
import dev.penstock.gemini.Gemini;
import dev.penstock.ollama.Ollama;
import dev.penstock.openai.AzureOpenAi;
import dev.penstock.openai.OpenAi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of one and the same conversation, provider by provider. */
final class ProviderBodiesTest {
  private static final String CHAT =
      """
      {
        "model": "m",
        "messages": [
          {"role": "system", "content": "Be \\"brief\\"."},
          {"role": "user", "content": [
            {"type": "text", "text": "Which city is this, and how is it there?"},
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,AQID"}}
          ]},
          {"role": "assistant", "content": "Let me look.", "tool_calls": [
            {"id": "call_1", "type": "function", "function":
              {"name": "weather", "arguments": "{\\"city\\":\\"Oslo\\"}"}}
          ]},
          {"role": "tool", "tool_call_id": "call_1", "content": "7 °C"},
          {"role": "user", "content": "And tomorrow?"}
        ],
        "tools": [{"type": "function", "function": {
          "name": "weather",
          "description": "Tells the weather of a city.",
          "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}
        }}],
        "max_completion_tokens": 500,
        "temperature": 0.5,
        "top_p": 0.9,
        "stop": ["END"],
        "reasoning_effort": "low",
        "response_format": {"type": "json_schema", "json_schema":
          {"name": "report", "schema": {"type": "object"}, "strict": true}},
        "stream": true,
        "stream_options": {"include_usage": true}
      }
      """;

  private static Prompt openAiPrompt() {
    return Conversation.with("m").withStop("END").withThinking(Thinking.effort("low"));
  }

  @Test
  void openai_chat() {
    assertThat(body(OpenAi.withKey("k").chat(openAiPrompt()))).isEqualTo(json(CHAT));
  }

  @Test
  void openai_on_azure() {
    var azure = AzureOpenAi.withKey("https://mine.openai.azure.com", "k");
    assertThat(body(azure.chat(openAiPrompt()))).isEqualTo(json(CHAT));
  }

  @Test
  void servers_compatible_with_openai_know_the_older_bound_and_perhaps_thinking() {
    var request = OpenAi.compatible("http://host/v1").thinkingIn("reasoning_content");
    assertThat(body(request.chat(openAiPrompt())))
        .isEqualTo(
            json(
                CHAT.replace("max_completion_tokens", "max_tokens")
                    .replace(
                        "\"content\": \"Let me look.\",",
                        "\"content\": \"Let me look.\","
                            + " \"reasoning_content\": \"I need the weather.\",")));
  }

  @Test
  void openai_responses() {
    var prompt = Conversation.with("m").withThinking(Thinking.effort("low"));
    assertThat(body(OpenAi.withKey("k").responses(prompt)))
        .isEqualTo(
            json(
                """
                {
                  "model": "m",
                  "instructions": "Be \\"brief\\".",
                  "input": [
                    {"role": "user", "content": [
                      {"type": "input_text", "text": "Which city is this, and how is it there?"},
                      {"type": "input_image", "image_url": "data:image/png;base64,AQID"}
                    ]},
                    {"type": "reasoning",
                      "summary": [{"type": "summary_text", "text": "I need the weather."}],
                      "encrypted_content": "sig-1"},
                    {"role": "assistant",
                      "content": [{"type": "output_text", "text": "Let me look."}]},
                    {"type": "function_call", "call_id": "call_1", "name": "weather",
                      "arguments": "{\\"city\\":\\"Oslo\\"}"},
                    {"type": "function_call_output", "call_id": "call_1", "output": "7 °C"},
                    {"role": "user", "content": "And tomorrow?"}
                  ],
                  "tools": [{
                    "type": "function",
                    "name": "weather",
                    "description": "Tells the weather of a city.",
                    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
                    "strict": false
                  }],
                  "max_output_tokens": 500,
                  "temperature": 0.5,
                  "top_p": 0.9,
                  "reasoning": {"effort": "low"},
                  "include": ["reasoning.encrypted_content"],
                  "text": {"format": {"type": "json_schema", "name": "report",
                    "schema": {"type": "object"}, "strict": true}},
                  "store": false,
                  "stream": true
                }
                """));
  }

  private static final String ANTHROPIC =
      """
      {
        "model": "m",
        "max_tokens": 500,
        "system": "Be \\"brief\\".",
        "messages": [
          {"role": "user", "content": [
            {"type": "text", "text": "Which city is this, and how is it there?"},
            {"type": "image", "source":
              {"type": "base64", "media_type": "image/png", "data": "AQID"}}
          ]},
          {"role": "assistant", "content": [
            {"type": "thinking", "thinking": "I need the weather.", "signature": "sig-1"},
            {"type": "text", "text": "Let me look."},
            {"type": "tool_use", "id": "call_1", "name": "weather", "input": {"city": "Oslo"}}
          ]},
          {"role": "user", "content": [
            {"type": "tool_result", "tool_use_id": "call_1", "content": "7 °C"},
            {"type": "text", "text": "And tomorrow?"}
          ]}
        ],
        "tools": [{
          "name": "weather",
          "description": "Tells the weather of a city.",
          "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}}
        }],
        "temperature": 0.5,
        "top_p": 0.9,
        "stop_sequences": ["END"],
        "thinking": {"type": "enabled", "budget_tokens": 100},
        "output_config": {"format": {"type": "json_schema", "schema": {"type": "object"}}},
        "stream": true
      }
      """;

  private static Prompt anthropicPrompt(String model) {
    return Conversation.with(model).withStop("END").withThinking(Thinking.budget(100));
  }

  @Test
  void anthropic() {
    assertThat(body(Anthropic.withKey("k").messages(anthropicPrompt("m"))))
        .isEqualTo(json(ANTHROPIC));
  }

  @Test
  void anthropic_by_bedrocks_invoke() {
    assertThat(body(Converse.in("eu-west-1").invoke(anthropicPrompt("eu.anthropic.claude-v1:0"))))
        .isEqualTo(
            json(
                ANTHROPIC
                    .replace("\"model\": \"m\",", "")
                    .replace("\"stream\": true", "\"anthropic_version\": \"bedrock-2023-05-31\"")));
  }

  @Test
  void openai_by_bedrocks_invoke() {
    var prompt = openAiPrompt().withModel("openai.gpt-oss-20b-1:0");
    assertThat(body(Converse.in("eu-west-1").invoke(prompt)))
        .isEqualTo(
            json(
                CHAT.replace("\"model\": \"m\",", "")
                    .replaceFirst(",\\s*\"stream\": true,[^}]*}", "")));
  }

  private static final String CONVERSE =
      """
      {
        "system": [{"text": "Be \\"brief\\"."}],
        "messages": [
          {"role": "user", "content": [
            {"text": "Which city is this, and how is it there?"},
            {"image": {"format": "png", "source": {"bytes": "AQID"}}}
          ]},
          {"role": "assistant", "content": [
            {"reasoningContent":
              {"reasoningText": {"text": "I need the weather.", "signature": "sig-1"}}},
            {"text": "Let me look."},
            {"toolUse": {"toolUseId": "call_1", "name": "weather", "input": {"city": "Oslo"}}}
          ]},
          {"role": "user", "content": [
            {"toolResult": {"toolUseId": "call_1", "content": [{"text": "7 °C"}]}},
            {"text": "And tomorrow?"}
          ]}
        ],
        "inferenceConfig":
          {"maxTokens": 500, "temperature": 0.5, "topP": 0.9, "stopSequences": ["END"]},
        "toolConfig": {"tools": [{"toolSpec": {
          "name": "weather",
          "description": "Tells the weather of a city.",
          "inputSchema":
            {"json": {"type": "object", "properties": {"city": {"type": "string"}}}}
        }}]},
        "outputConfig": {"textFormat": {"type": "json_schema", "structure":
          {"jsonSchema": {"schema": "{\\"type\\":\\"object\\"}", "name": "report"}}}},
        "additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": 100}}
      }
      """;

  @Test
  void bedrocks_converse() {
    assertThat(body(Converse.in("eu-west-1").stream(anthropicPrompt("eu.anthropic.claude-v1:0"))))
        .isEqualTo(json(CONVERSE));
  }

  @Test
  void amazons_own_by_bedrocks_invoke() {
    var prompt = anthropicPrompt("amazon.nova-pro-v1:0").withThinking(Thinking.effort("low"));
    assertThat(body(Converse.in("eu-west-1").invoke(prompt)))
        .isEqualTo(
            json(
                CONVERSE
                    .replace("{\"textFormat\"", "{\"effort\": \"low\", \"textFormat\"")
                    .replaceFirst(
                        "\"additionalModelRequestFields\".*",
                        "\"schemaVersion\": \"messages-v1\"")));
  }

  @Test
  void gemini() {
    var prompt = Conversation.with("m").withStop("END").withThinking(Thinking.budget(100));
    assertThat(body(Gemini.withKey("k").generate(prompt)))
        .isEqualTo(
            json(
                """
                {
                  "systemInstruction": {"parts": [{"text": "Be \\"brief\\"."}]},
                  "contents": [
                    {"role": "user", "parts": [
                      {"text": "Which city is this, and how is it there?"},
                      {"inlineData": {"mimeType": "image/png", "data": "AQID"}}
                    ]},
                    {"role": "model", "parts": [
                      {"text": "I need the weather.", "thought": true, "thoughtSignature": "sig-1"},
                      {"text": "Let me look."},
                      {"functionCall":
                        {"id": "call_1", "name": "weather", "args": {"city": "Oslo"}}}
                    ]},
                    {"role": "user", "parts": [
                      {"functionResponse":
                        {"id": "call_1", "name": "weather", "response": {"output": "7 °C"}}},
                      {"text": "And tomorrow?"}
                    ]}
                  ],
                  "tools": [{"functionDeclarations": [{
                    "name": "weather",
                    "description": "Tells the weather of a city.",
                    "parametersJsonSchema":
                      {"type": "object", "properties": {"city": {"type": "string"}}}
                  }]}],
                  "generationConfig": {
                    "maxOutputTokens": 500,
                    "temperature": 0.5,
                    "topP": 0.9,
                    "stopSequences": ["END"],
                    "responseMimeType": "application/json",
                    "responseJsonSchema": {"type": "object"},
                    "thinkingConfig": {"thinkingBudget": 100, "includeThoughts": true}
                  }
                }
                """));
  }

  @Test
  void ollama() {
    var prompt = Conversation.with("m").withStop("END").withThinking(Thinking.effort("low"));
    assertThat(body(Ollama.local().chat(prompt)))
        .isEqualTo(
            json(
                """
                {
                  "model": "m",
                  "messages": [
                    {"role": "system", "content": "Be \\"brief\\"."},
                    {"role": "user", "content": "Which city is this, and how is it there?",
                      "images": ["AQID"]},
                    {"role": "assistant", "content": "Let me look.",
                      "thinking": "I need the weather.",
                      "tool_calls": [{"id": "call_1", "function":
                        {"name": "weather", "arguments": {"city": "Oslo"}}}]},
                    {"role": "tool", "tool_name": "weather", "tool_call_id": "call_1",
                      "content": "7 °C"},
                    {"role": "user", "content": "And tomorrow?"}
                  ],
                  "tools": [{"type": "function", "function": {
                    "name": "weather",
                    "description": "Tells the weather of a city.",
                    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}
                  }}],
                  "think": "low",
                  "format": {"type": "object"},
                  "options":
                    {"num_predict": 500, "temperature": 0.5, "top_p": 0.9, "stop": ["END"]},
                  "stream": true
                }
                """));
  }

  @Test
  void cohere() {
    var prompt = Conversation.with("m").withStop("END").withThinking(Thinking.budget(100));
    assertThat(body(Cohere.withKey("k").chat(prompt)))
        .isEqualTo(
            json(
                """
                {
                  "model": "m",
                  "messages": [
                    {"role": "system", "content": "Be \\"brief\\"."},
                    {"role": "user", "content": [
                      {"type": "text", "text": "Which city is this, and how is it there?"},
                      {"type": "image_url", "image_url": {"url": "data:image/png;base64,AQID"}}
                    ]},
                    {"role": "assistant",
                      "content": [
                        {"type": "thinking", "thinking": "I need the weather."},
                        {"type": "text", "text": "Let me look."}
                      ],
                      "tool_calls": [{"id": "call_1", "type": "function", "function":
                        {"name": "weather", "arguments": "{\\"city\\":\\"Oslo\\"}"}}]},
                    {"role": "tool", "tool_call_id": "call_1", "content": "7 °C"},
                    {"role": "user", "content": "And tomorrow?"}
                  ],
                  "tools": [{"type": "function", "function": {
                    "name": "weather",
                    "description": "Tells the weather of a city.",
                    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}
                  }}],
                  "max_tokens": 500,
                  "temperature": 0.5,
                  "p": 0.9,
                  "stop_sequences": ["END"],
                  "thinking": {"type": "enabled", "token_budget": 100},
                  "response_format": {"type": "json_object", "json_schema": {"type": "object"}},
                  "stream": true
                }
                """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"meta.llama3", "mistral.large"})
  void bedrocks_invoke_of_a_model_whose_words_are_unknown_is_refused(String model) {
    var bedrock = Converse.in("eu-west-1");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> bedrock.invoke(Prompt.of(model, "Hi"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("invokeJson");
    assertThat(body(bedrock.invokeJson(model, "{\"own\":1}"))).isEqualTo("{\"own\":1}");
  }
}
