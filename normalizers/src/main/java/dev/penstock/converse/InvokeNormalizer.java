package dev.penstock.converse;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.penstock.EventSink;
import dev.penstock.Limits;
import dev.penstock.Normalizer;
import dev.penstock.Usage;
import dev.penstock.anthropic.Anthropic;
import dev.penstock.framing.ByteSlice;
import dev.penstock.framing.Frame;
import dev.penstock.json.JsonNormalizer;
import dev.penstock.openai.OpenAi;
import org.jspecify.annotations.Nullable;

/**
 * Reads what InvokeModelWithResponseStream answers: the model's own stream, wrapped.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModelWithResponseStream.html">InvokeModelWithResponseStream</a>
 */
final class InvokeNormalizer extends JsonNormalizer {
  /*
   * message = { bytes: base64 of a document of the model's, p }
   *
   * Which dialect the documents are of, the first of them shows that has a name which only one of them knows. The last
   * also has the tokens used, under amazon-bedrock-invocationMetrics.
   */
  private static final byte[] METRICS = "\"amazon-bedrock-invocationMetrics\"".getBytes(US_ASCII);

  private final Limits limits;
  private @Nullable Normalizer inner;

  InvokeNormalizer(Limits limits) {
    super(limits, Pieces.HANDED_ON);
    this.limits = limits;
  }

  @Override
  protected boolean read(Frame frame, EventSink sink) {
    byte[] document = null;
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      if (name.equals("bytes")) {
        document = json.base64();
      } else {
        error.take(name, json);
      }
    }
    if (document == null) {
      return false;
    }
    var unwrapped = new Unwrapped(ByteSlice.of(document), frame);
    if (inner == null) {
      inner = detect(unwrapped.data());
    }
    if (inner == null) {
      sink.unknown(unwrapped);
    } else {
      if (contains(document, METRICS)) {
        metrics(unwrapped.data(), sink);
      }
      inner.accept(unwrapped, sink);
    }
    return true;
  }

  @Override
  public void bodyEnded(EventSink sink) {
    if (inner != null) {
      inner.bodyEnded(sink);
    }
  }

  private @Nullable Normalizer detect(ByteSlice document) {
    if (json.read(document)) {
      for (var name = json.firstField(); name != null; name = json.nextField()) {
        switch (name) {
          case "type" -> {
            return Anthropic.MESSAGES.normalizers().apply(limits);
          }
          case "choices" -> {
            return OpenAi.CHAT.normalizers().apply(limits);
          }
          case "messageStart", "contentBlockStart", "contentBlockDelta" -> {
            return Converse.STREAM.normalizers().apply(limits);
          }
          default -> {}
        }
      }
    }
    return null;
  }

  private void metrics(ByteSlice document, EventSink sink) {
    if (!json.read(document)) {
      return;
    }
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      if (name.equals("amazon-bedrock-invocationMetrics")) {
        long input = Usage.UNKNOWN;
        long output = Usage.UNKNOWN;
        for (var field = json.firstField(); field != null; field = json.nextField()) {
          switch (field) {
            case "inputTokenCount" -> input = json.number(input);
            case "outputTokenCount" -> output = json.number(output);
          }
        }
        sink.usage(new Usage(input, output, Usage.UNKNOWN, Usage.UNKNOWN));
      }
    }
  }

  private static boolean contains(byte[] bytes, byte[] wanted) {
    for (int i = 0; i <= bytes.length - wanted.length; i++) {
      int j = 0;
      while (j < wanted.length && bytes[i + j] == wanted[j]) {
        j++;
      }
      if (j == wanted.length) {
        return true;
      }
    }
    return false;
  }

  /** The model's own document, as if it had come by itself. */
  private record Unwrapped(ByteSlice data, Frame wrapper) implements Frame {
    @Override
    public Kind kind() {
      return Kind.EVENT;
    }

    @Override
    public String type() {
      return "message";
    }

    @Override
    public String id() {
      return "";
    }

    @Override
    public long offset() {
      return wrapper.offset();
    }
  }
}
