package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        " { } ",
        "null",
        "true",
        "false",
        "0",
        "-0",
        "-1.5e+10",
        "1E9",
        "\"\"",
        "\"a\\u00e9\\n\\\"\"",
        "{\"a\":1}",
        "{\"a\":{\"b\":[1,2,{\"c\":null}]},\"d\":\"e\"}",
        "[[],[[]],{}]",
        "[1 , 2]\n",
        "{\"a\":\"ü😀\"}"
      })
  void documents(String text) {
    assertThat(JsonText.isValid(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[",
        "]",
        "{]",
        "[}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "[1,]",
        "[,]",
        "{,}",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "+1",
        "nul",
        "nulll",
        "tru",
        "\"",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12\"",
        "\"a\nb\"",
        "{}{}",
        "1 2",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{'a':1}",
        "[1}",
        "{\"a\":[1}",
        "\"\\",
        "NaN",
        "\u00a0{}"
      })
  void no_documents(String text) {
    assertThat(JsonText.isValid(text)).isFalse();
  }

  @Test
  void every_prefix_of_a_document_is_none() {
    var text = "{\"a\":[1,{\"b\":\"c\\n\"},true],\"d\":{}}";
    for (int length = 0; length < text.length(); length++) {
      assertThat(JsonText.isValid(text.substring(0, length)))
          .as(text.substring(0, length))
          .isFalse();
    }
  }

  @Test
  void deep_nesting_takes_no_stack() {
    int depth = 200_000;
    assertThat(JsonText.isValid("[".repeat(depth) + "]".repeat(depth))).isTrue();
    assertThat(JsonText.isValid("[".repeat(depth))).isFalse();
  }
}
