package dev.penstock.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.Dialect;
import dev.penstock.anthropic.Anthropic;
import dev.penstock.cohere.Cohere;
import dev.penstock.converse.Converse;
import dev.penstock.gemini.Gemini;
import dev.penstock.ollama.Ollama;
import dev.penstock.openai.OpenAi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A dialect, and streams of it to begin with. */
enum Provider {
  OPENAI("openai-chat"),
  RESPONSES("openai-responses"),
  ANTHROPIC("anthropic-messages"),
  GEMINI("gemini"),
  INTERACTIONS("gemini-interactions"),
  OLLAMA("ollama-chat"),
  COHERE("cohere-v2"),
  CONVERSE("bedrock-converse"),
  INVOKE("bedrock-invoke");

  private static final Pattern ENTRY =
      Pattern.compile("\"file\":\\s*\"([^\"]+)\"[^}]*?\"api\":\\s*\"([^\"]+)\"");
  private static final String RAW = "raw ";
  private static final int LARGEST_SEED = 16 << 10;

  private final String api;

  Provider(String api) {
    this.api = api;
  }

  Dialect dialect() {
    return switch (this) {
      case OPENAI -> OpenAi.CHAT;
      case RESPONSES -> OpenAi.RESPONSES;
      case ANTHROPIC -> Anthropic.MESSAGES;
      case GEMINI -> Gemini.GENERATE;
      case INTERACTIONS -> Gemini.INTERACTIONS;
      case OLLAMA -> Ollama.CHAT;
      case COHERE -> Cohere.CHAT;
      case CONVERSE -> Converse.STREAM;
      case INVOKE -> Converse.INVOKE;
    };
  }

  /**
   * {@return the body that an input stands for} It is the input itself where that is text. The
   * lines of an input for Bedrock are messages, so that what is changed is seldom a checksum: an
   * event's type and its payload; for InvokeModel a document of the model's own, unless {@link
   * #RAW} is before it.
   */
  byte[] body(byte[] input) {
    return switch (this) {
      case CONVERSE -> messages(input, UnaryOperator.identity());
      case INVOKE ->
          messages(
              input,
              document ->
                  document.startsWith(RAW)
                      ? document.substring(RAW.length())
                      : "chunk {\"bytes\":\""
                          + Base64.getEncoder().encodeToString(document.getBytes(ISO_8859_1))
                          + "\"}");
      default -> input;
    };
  }

  private static byte[] messages(byte[] input, UnaryOperator<String> toMessage) {
    var body = new ByteArrayOutputStream();
    for (var line : new String(input, ISO_8859_1).split("\n", -1)) {
      var message = toMessage.apply(line);
      int space = message.indexOf(' ');
      var type = space < 0 ? "chunk" : message.substring(0, space);
      var payload = message.substring(space + 1).getBytes(ISO_8859_1);
      boolean exception = type.endsWith("Exception");
      var headers =
          AwsMessages.headers(
              ":message-type",
              exception ? "exception" : "event",
              exception ? ":exception-type" : ":event-type",
              type);
      body.writeBytes(AwsMessages.message(headers, payload));
    }
    return body.toByteArray();
  }

  /** {@return streams to begin with: our own, and those of a corpus if there is one} */
  List<byte[]> seeds() {
    var seeds = new ArrayList<byte[]>();
    try (var in = Provider.class.getResourceAsStream("/seeds/" + api + ".txt")) {
      var own = Objects.requireNonNull(in, api).readAllBytes();
      for (var seed : new String(own, ISO_8859_1).split("\n=====\n", -1)) {
        seeds.add(seed.getBytes(ISO_8859_1));
      }
      addRecorded(seeds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seeds;
  }

  /** Adds what was recorded, where an input is a body: Bedrock's are not. */
  private void addRecorded(List<byte[]> seeds) throws IOException {
    var corpus = System.getProperty("penstock.corpus");
    if (corpus == null || this == CONVERSE || this == INVOKE) {
      return;
    }
    var index = ENTRY.matcher(Files.readString(Path.of(corpus, "INDEX.json"), UTF_8));
    while (index.find()) {
      if (index.group(2).equals(api)) {
        byte[] body = Files.readAllBytes(Path.of(corpus, index.group(1)));
        if (body.length <= LARGEST_SEED) {
          seeds.add(body);
        }
      }
    }
  }
}
