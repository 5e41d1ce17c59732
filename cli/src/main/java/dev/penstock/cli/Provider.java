package dev.penstock.cli;

import dev.penstock.StreamRequest;
import dev.penstock.openai.OpenAi;
import org.jspecify.annotations.Nullable;

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

  /** OpenAI itself: a key is needed. */
  static StreamRequest openAi(Question question) {
    var key = question.variable("OPENAI_API_KEY");
    if (key == null && !question.authorized()) {
      throw new UsageException(
          "no key: set the environment variable OPENAI_API_KEY, or use --provider openai-compatible"
              + " for a server that wants none");
    }
    var url =
        question.baseUrl() == null ? question.variable("OPENAI_BASE_URL") : question.baseUrl();
    return chat(openAi(url == null ? "https://api.openai.com/v1" : url, key), question);
  }

  /** Any server that is compatible with OpenAI: a key is sent if there is one. */
  static StreamRequest openAiCompatible(Question question) {
    var url = question.baseUrl();
    if (url == null) {
      throw new UsageException(
          "no server: say where it is by --base-url, such as http://127.0.0.1:8000/v1");
    }
    boolean own = question.environment().apply("PENSTOCK_API_KEY") != null;
    var key = question.variable(own ? "PENSTOCK_API_KEY" : "OPENAI_API_KEY");
    return chat(openAi(url, question.authorized() ? null : key), question);
  }

  private static OpenAi openAi(String url, @Nullable String key) {
    return key == null ? OpenAi.compatible(url) : OpenAi.compatible(url, key);
  }

  private static StreamRequest chat(OpenAi openAi, Question question) {
    var body = question.body();
    return body == null
        ? openAi.chat(question.requiredModel(), question.system(), question.prompt())
        : openAi.chatJson(body);
  }
}
