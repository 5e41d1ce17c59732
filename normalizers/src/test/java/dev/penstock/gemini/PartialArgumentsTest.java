package dev.penstock.gemini;

import static dev.penstock.corpus.Quotes.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.gemini.FunctionCall.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartialArgumentsTest {
  private final PartialArguments arguments = new PartialArguments(20, 10_000);

  private void text(String path, String text) {
    arguments.add(List.of(new Piece(path, text, null)));
  }

  private void literal(String path, String literal) {
    arguments.add(List.of(new Piece(path, null, literal)));
  }

  private void becomes(String json) {
    assertThat(arguments.toJson()).isEqualTo(quoted(json));
  }

  @Test
  void values_find_their_place() {
    text("$.city", "Köln");
    literal("$.days", "3");
    literal("$.list[0].on", "true");
    literal("$.list[1].on", "null");
    text("$.list[1].name", "x");
    text("$['odd.name'][\"b\"]", "y");
    becomes(
        "{'city':'Köln','days':3,'list':[{'on':true},{'on':null,'name':'x'}],'odd.name':{'b':'y'}}");
  }

  @Test
  void a_string_may_come_in_pieces() {
    text("$.a", "");
    text("$.a", "Grü\"");
    text("$.a", "ße\n");
    assertThat(arguments.toJson()).isEqualTo("{\"a\":\"Grü\\\"ße\\n\"}");
  }

  @Test
  void no_values_are_no_arguments() {
    becomes("");
    text("$", "x");
    becomes("");
  }

  @Test
  void where_paths_contradict_each_other_the_later_counts() {
    text("$.a", "x");
    literal("$.a[0]", "1");
    becomes("{'a':[1]}");
    literal("$.a.b", "2");
    becomes("{'a':{'b':2}}");
    literal("$.a", "3");
    becomes("{'a':3}");
  }

  @Test
  void an_index_far_away_takes_no_memory() {
    literal("$.a[999999999]", "1");
    becomes("{'a':[1]}");
    literal("$.b[99999999999]", "2");
    literal("$.c[-1]", "3");
    becomes("{'a':[1],'b':{'99999999999':2},'c':{'-1':3}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "$", "$.", "$..", "$[", "$[]", "[", "]", "$.a[", "$.a[0", "$['", "a.b", "$.a..b", "$[']"
      })
  void any_path_is_survived(String path) {
    text(path, "x");
    literal(path, "1");
    assertThat(arguments.toJson()).isNotNull();
  }

  @Test
  void depth_and_size_are_limited() {
    assertThatThrownBy(() -> text("$" + ".a".repeat(20), "x")).hasMessageContaining("maxJsonDepth");
    assertThatThrownBy(() -> text("$.a", "x".repeat(10_000))).hasMessageContaining("maxFrameBytes");
  }
}
