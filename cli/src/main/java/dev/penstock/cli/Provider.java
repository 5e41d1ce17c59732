package dev.penstock.cli;

import dev.penstock.StreamRequest;
import dev.penstock.anthropic.Anthropic;
import dev.penstock.bedrock.Bedrock;
import dev.penstock.cohere.Cohere;
import dev.penstock.converse.Converse;
import dev.penstock.gemini.Gemini;
import dev.penstock.ollama.Ollama;
import dev.penstock.openai.OpenAi;

/** Makes a provider's request of a question. */
@FunctionalInterface
interface Provider {

  /**
   * {@return the request}
   *
   * @throws UsageException if a key or something else is missing
   * @throws IllegalArgumentException if something is there that can't be sent; the message shows no
   *     key
   */
  StreamRequest request(Question question);

  /** OpenAI itself, by Chat Completions. */
  static StreamRequest openAi(Question question) {
    return chat(openAiItself(question), question);
  }

  /** OpenAI itself, by the Responses API. */
  static StreamRequest openAiResponses(Question question) {
    var openAi = openAiItself(question);
    var body = question.body();
    return body == null ? openAi.responses(question.asPrompt()) : openAi.responsesJson(body);
  }

  private static OpenAi openAiItself(Question question) {
    var key = question.key("OPENAI_API_KEY");
    var openAi = key == null ? OpenAi.withoutKey() : OpenAi.withKey(key);
    var url = question.baseUrl("OPENAI_BASE_URL");
    return url == null ? openAi : openAi.baseUrl(url);
  }

  /** Any server that is compatible with OpenAI: a key is sent if there is one. */
  static StreamRequest openAiCompatible(Question question) {
    var url = question.baseUrl();
    if (url == null) {
      throw new UsageException(
          "no server: say where it is by --base-url, such as http://127.0.0.1:8000/v1");
    }
    boolean own = question.environment().apply("PENSTOCK_API_KEY") != null;
    var key =
        question.authorized()
            ? null
            : question.variable(own ? "PENSTOCK_API_KEY" : "OPENAI_API_KEY");
    return chat(key == null ? OpenAi.compatible(url) : OpenAi.compatible(url, key), question);
  }

  private static StreamRequest chat(OpenAi openAi, Question question) {
    var body = question.body();
    return body == null ? openAi.chat(question.asPrompt()) : openAi.chatJson(body);
  }

  /** Anthropic. */
  static StreamRequest anthropic(Question question) {
    var key = question.key("ANTHROPIC_API_KEY");
    var anthropic = key == null ? Anthropic.withoutKey() : Anthropic.withKey(key);
    var url = question.baseUrl("ANTHROPIC_BASE_URL");
    anthropic = url == null ? anthropic : anthropic.baseUrl(url);
    var body = question.body();
    return body == null ? anthropic.messages(question.asPrompt()) : anthropic.messagesJson(body);
  }

  /** Gemini. The model stands in the path, and is needed beside a body too. */
  static StreamRequest gemini(Question question) {
    var key = question.key("GOOGLE_API_KEY", "GEMINI_API_KEY");
    var gemini = key == null ? Gemini.withoutKey() : Gemini.withKey(key);
    var url = question.baseUrl("GOOGLE_GEMINI_BASE_URL");
    gemini = url == null ? gemini : gemini.baseUrl(url);
    var body = question.body();
    return body == null
        ? gemini.generate(question.asPrompt())
        : gemini.generateJson(question.requiredModel(), body);
  }

  /** Ollama: a key is sent if there is one. */
  static StreamRequest ollama(Question question) {
    var ollama = Ollama.from(question.environment());
    var url = question.baseUrl();
    ollama = url == null ? ollama : ollama.baseUrl(url);
    var body = question.body();
    return body == null ? ollama.chat(question.asPrompt()) : ollama.chatJson(body);
  }

  /** Cohere. */
  static StreamRequest cohere(Question question) {
    var key = question.key("CO_API_KEY", "COHERE_API_KEY");
    var cohere = key == null ? Cohere.withoutKey() : Cohere.withKey(key);
    var url = question.baseUrl("CO_API_URL");
    cohere = url == null ? cohere : cohere.baseUrl(url);
    var body = question.body();
    return body == null ? cohere.chat(question.asPrompt()) : cohere.chatJson(body);
  }

  /** Bedrock. The model stands in the path, and is needed beside a body too. */
  static StreamRequest bedrock(Question question) {
    Converse bedrock;
    try {
      bedrock = Bedrock.from(question.environment());
    } catch (IllegalStateException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    var url = question.baseUrl();
    bedrock = url == null ? bedrock : bedrock.baseUrl(url);
    var body = question.body();
    return body == null
        ? bedrock.stream(question.asPrompt())
        : bedrock.streamJson(question.requiredModel(), body);
  }
}
