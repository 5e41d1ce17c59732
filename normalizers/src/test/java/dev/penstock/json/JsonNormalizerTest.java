package dev.penstock.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Dialect;
import dev.penstock.EventSink;
import dev.penstock.FinishReason;
import dev.penstock.Limits;
import dev.penstock.ProviderError;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.Unknown;
import dev.penstock.corpus.Player;
import dev.penstock.corpus.Wire;
import dev.penstock.framing.Frame;
import dev.penstock.framing.Framing;
import dev.penstock.models.Tokens;
import org.junit.jupiter.api.Test;

final class JsonNormalizerTest {

  // @start region="plain"
  static final Dialect PLAIN =
      new Dialect(
          "plain",
          Framing.sse(),
          limits ->
              (frame, sink) -> {
                var data = frame.dataAsString();
                if (data.equals("[DONE]")) {
                  sink.end();
                } else {
                  sink.event(new TextDelta(data));
                }
              });

  // @end

  private static final Player PLAYER = new Player(Tokens.DIALECT, Wire.SSE);

  @Test
  void a_request_says_which_dialect_its_answer_is_in() {
    assertThat(Tokens.generate("http://127.0.0.1/generate", "{}").dialect())
        .contains(Tokens.DIALECT);
  }

  @Test
  void a_normalizer_can_be_a_lambda() {
    assertThat(new Player(PLAIN, Wire.SSE).events("a b", "[DONE]"))
        .containsExactly(new TextDelta("a b"), new Finish(FinishReason.UNKNOWN, null));
  }

  @Test
  void a_dialect_of_ones_own_takes_a_few_lines() {
    assertThat(
            PLAYER.events(
                "{'token':'a'}", "", " ", "{'token':'b','x':[1]}", "{'stop':'eos'}", "[DONE]"))
        .containsExactly(
            new TextDelta("a"), new TextDelta("b"), new Finish(FinishReason.STOP, "eos"));
  }

  /** Ends at a token that is no text, which only who looks into text can know. */
  private static final class Looking extends JsonNormalizer {
    Looking(Limits limits) {
      super(limits);
    }

    @Override
    protected boolean read(Frame frame, EventSink sink) {
      var text = json.textOf("token");
      if ("<end>".equals(text)) {
        sink.finish(FinishReason.STOP, text);
      } else if (text != null) {
        sink.event(new TextDelta(text));
      }
      return true;
    }
  }

  @Test
  void one_that_looks_into_pieces_is_given_every_frame() {
    var player = new Player(new Dialect("looking", Framing.sse(), Looking::new), Wire.SSE);
    assertThat(
            player.events("{'token':'a'}", "{'token':'b'}", "{'token':'c'}", "{'token':'<end>'}"))
        .containsExactly(
            new TextDelta("a"),
            new TextDelta("b"),
            new TextDelta("c"),
            new Finish(FinishReason.STOP, "<end>"));
  }

  @Test
  void a_token_that_is_none_gives_no_event() {
    assertThat(PLAYER.events("{'token':null}", "{'token':''}", "{'token':[]}", "{'stop':'eos'}"))
        .containsExactly(new Finish(FinishReason.STOP, "eos"));
  }

  @Test
  void what_it_does_not_know_is_unknown() {
    assertThat(PLAYER.events("{}", "[]", "1", "{'stop':'x'}"))
        .containsExactly(
            new Unknown("{}"),
            new Unknown("[]"),
            new Unknown("1"),
            new Finish(FinishReason.STOP, "x"));
  }

  @Test
  void errors_are_found_for_it() {
    var expected = new ProviderError("t", "5", "no", false);
    for (var error :
        new String[] {
          "data: {'error':{'type':'t','code':5,'message':'no'}}\n\n",
          "event: error\ndata: {'type':'t','code':5,'message':'no'}\n\n",
          "error: {'type':'t','code':5,'message':'no'}\n\n",
          "{'error':{'type':'t','code':5,'message':'no'}}"
        }) {
      assertThat(PLAYER.readBody("data: {'token':'a'}\n\n" + error).error()).isEqualTo(expected);
    }
  }
}
