package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.Completion.ThinkingBlock;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.RedactedThinking;
import dev.penstock.StreamEvent.RefusalDelta;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamEvent.ThinkingDelta;
import dev.penstock.StreamEvent.ThinkingSignature;
import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.StreamEvent.UsageUpdate;
import dev.penstock.ToolCall.ArgumentsState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CompletionBuilderTest {

  private static Completion of(StreamEvent... events) {
    var builder = new CompletionBuilder();
    for (var event : events) {
      builder.add(event);
    }
    return builder.build();
  }

  private static List<ToolCall> calls(ToolCallDelta... deltas) {
    return of(deltas).toolCalls();
  }

  @Test
  void text_thinking_and_refusal_are_joined() {
    var completion =
        of(
            new ThinkingDelta("th"),
            new TextDelta("te"),
            new ThinkingDelta("ink"),
            new TextDelta("xt"),
            new RefusalDelta("no"),
            new Finish(FinishReason.STOP, "stop"));
    assertThat(completion.text()).isEqualTo("text");
    assertThat(completion.thinking()).isEqualTo("think");
    assertThat(completion.refusal()).isEqualTo("no");
    assertThat(completion.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(completion.rawFinishReason()).isEqualTo("stop");
  }

  @Test
  void a_signature_ends_a_block_of_thinking_and_a_redacted_one_stands_alone() {
    var completion =
        of(
            new ThinkingDelta("one"),
            new ThinkingSignature("s1"),
            new RedactedThinking("secret"),
            new ThinkingSignature("s2"),
            new ThinkingDelta("two"));
    assertThat(completion.thinkingBlocks())
        .containsExactly(
            new ThinkingBlock("one", "s1", null),
            new ThinkingBlock("", null, "secret"),
            new ThinkingBlock("", "s2", null),
            new ThinkingBlock("two", null, null));
  }

  @Test
  void the_parts_keep_the_order_in_which_they_began() {
    assertThat(
            of(
                    new ThinkingDelta("hm"),
                    new ThinkingSignature("s1"),
                    new TextDelta("I'll "),
                    new TextDelta("look."),
                    new ToolCallDelta(0, "a", "f", "{"),
                    new ThinkingSignature("s2"),
                    new ToolCallDelta(1, "b", "g", ""),
                    new ToolCallDelta(0, null, null, "}"),
                    new ThinkingDelta("well"),
                    new TextDelta("Done."))
                .parts())
        .containsExactly(
            new ThinkingBlock("hm", "s1", null),
            new Completion.Text("I'll look."),
            new ToolCall(0, "a", "f", "{}", ArgumentsState.VALID),
            new ThinkingBlock("", "s2", null),
            new ToolCall(1, "b", "g", "", ArgumentsState.EMPTY),
            new ThinkingBlock("well", null, null),
            new Completion.Text("Done."));
  }

  @Test
  void parts_that_alternate_count_too() {
    var builder = new CompletionBuilder(1000);
    for (int i = 0; i < 100_000; i++) {
      builder.add(i % 2 == 0 ? new TextDelta("a") : new ThinkingDelta("b"));
    }
    assertThat(builder.build().parts()).hasSizeLessThan(20);
    assertThat(builder.build().cut()).isTrue();
  }

  @Test
  void fragments_of_one_index_are_one_call() {
    assertThat(
            calls(
                new ToolCallDelta(0, "a", "f", "{"),
                new ToolCallDelta(1, "b", "g", ""),
                new ToolCallDelta(0, null, null, "}")))
        .containsExactly(
            new ToolCall(0, "a", "f", "{}", ArgumentsState.VALID),
            new ToolCall(1, "b", "g", "", ArgumentsState.EMPTY));
  }

  @Test
  void an_id_and_a_name_that_are_repeated_in_each_fragment_count_once() {
    assertThat(calls(new ToolCallDelta(0, "a", "f", "[1"), new ToolCallDelta(0, "a", "f", ",2]")))
        .containsExactly(new ToolCall(0, "a", "f", "[1,2]", ArgumentsState.VALID));
  }

  @Test
  void another_id_with_a_name_on_the_same_index_is_another_call() {
    assertThat(
            calls(
                new ToolCallDelta(0, "a", "f", "1"),
                new ToolCallDelta(0, "b", "f", "2"),
                new ToolCallDelta(0, null, null, "3"),
                new ToolCallDelta(0, "a", null, "4")))
        .extracting(ToolCall::id, ToolCall::arguments)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", "14"),
            org.assertj.core.groups.Tuple.tuple("b", "23"));
  }

  @Test
  void another_id_without_a_name_is_the_same_call() {
    assertThat(calls(new ToolCallDelta(0, "a", "f", "1"), new ToolCallDelta(0, "b", null, "2")))
        .containsExactly(new ToolCall(0, "a", "f", "12", ArgumentsState.VALID));
  }

  @Test
  void an_id_or_a_name_may_come_late() {
    assertThat(calls(new ToolCallDelta(3, null, null, ""), new ToolCallDelta(3, "a", "f", "{}")))
        .containsExactly(new ToolCall(3, "a", "f", "{}", ArgumentsState.VALID));
  }

  @Test
  void broken_arguments_are_flagged_and_never_taken_for_an_empty_object() {
    var call = calls(new ToolCallDelta(0, "a", "f", "{\"x\":")).getFirst();
    assertThat(call.state()).isEqualTo(ArgumentsState.INVALID);
    assertThatThrownBy(call::argumentsJson).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void no_arguments_mean_an_empty_object() {
    assertThat(calls(new ToolCallDelta(0, "a", "f", " ")).getFirst().argumentsJson())
        .isEqualTo("{}");
  }

  @Test
  void usage_is_merged_by_the_larger_value() {
    var completion =
        of(
            new UsageUpdate(new Usage(10, 1, Usage.UNKNOWN, 4)),
            new UsageUpdate(new Usage(0, 7, 3, 0)));
    assertThat(completion.usage()).isEqualTo(new Usage(10, 7, 3, 4));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8, 9})
  void what_does_not_fit_is_left_out_and_so_is_all_after_it(int maxBytes) {
    var builder = new CompletionBuilder(maxBytes);
    builder.add(new TextDelta("ab"));
    builder.add(new TextDelta("cd"));
    builder.add(new TextDelta("e"));
    builder.add(new Finish(FinishReason.STOP, "stop"));
    var completion = builder.build();
    assertThat(completion.text()).isEqualTo(maxBytes < 8 ? "ab" : "abcd");
    assertThat(completion.cut()).isTrue();
    assertThat(completion.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void what_fits_exactly_is_not_cut() {
    var builder = new CompletionBuilder(8);
    builder.add(new TextDelta("abcd"));
    assertThat(builder.build().cut()).isFalse();
  }

  @Test
  void calls_without_arguments_count_too() {
    var builder = new CompletionBuilder(1000);
    for (int i = 0; i < 100_000; i++) {
      builder.add(new ToolCallDelta(i, null, null, ""));
    }
    assertThat(builder.build().toolCalls()).hasSizeLessThan(20);
    assertThat(builder.build().cut()).isTrue();
  }
}
