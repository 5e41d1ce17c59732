package dev.penstock.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.penstock.Limits;
import dev.penstock.NormalizerLimitException;
import dev.penstock.framing.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonCursorTest {
  private final JsonCursor json = new JsonCursor(Limits.DEFAULT);

  private static ByteSlice bytes(String document) {
    var padded = ("##" + document + "##").getBytes(StandardCharsets.UTF_8);
    return ByteSlice.of(padded, 2, padded.length - 4);
  }

  @Test
  void fields_and_elements_are_read_as_they_come() {
    var document =
        bytes(
            "{\"n\":1,\"id\":\"a\",\"parts\":[{\"text\":\"x\"},{},{\"more\":[[]],\"text\":\"y\"}]}");
    String id = null;
    var texts = new ArrayList<String>();
    // @start region="usage"
    json.read(document);
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      switch (name) {
        case "id" -> id = json.text();
        case "parts" -> {
          for (boolean more = json.firstElement(); more; more = json.nextElement()) {
            for (var field = json.firstField(); field != null; field = json.nextField()) {
              if (field.equals("text")) {
                texts.add(json.text());
              }
            }
          }
        }
      }
    }
    // @end
    assertThat(id).isEqualTo("a");
    assertThat(texts).containsExactly("x", "y");
  }

  private List<String> names(String document) {
    assertThat(json.read(bytes(document))).isTrue();
    var names = new ArrayList<String>();
    for (var name = json.firstField(); name != null; name = json.nextField()) {
      names.add(name);
    }
    json.skipContent();
    return names;
  }

  @Test
  void what_is_not_read_is_skipped() {
    assertThat(names("{\"a\":{\"x\":{}},\"b\":[[1],[]],\"c\":\"\",\"d\":null,\"e\":[]}"))
        .containsExactly("a", "b", "c", "d", "e");
    assertThat(names(" {\"f\":0}\n")).containsExactly("f");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "[]", "{}", "1", "true", "-1.5e3", "\"text\""})
  void a_value_of_another_kind_is_like_none(String value) {
    json.read(bytes("{\"a\":" + value + ",\"b\":[" + value + "],\"c\":\"end\"}"));
    json.firstField();
    if (!json.isObject()) {
      assertThat(json.firstField()).isNull();
    }
    assertThat(json.firstElement()).isFalse();
    assertThat(json.nextField()).isEqualTo("b");
    assertThat(json.text()).isNull();
    assertThat(json.number(7)).isEqualTo(7);
    assertThat(json.firstField()).isNull();
    assertThat(json.nextField()).isEqualTo("c");
    assertThat(json.text()).isEqualTo("end");
    assertThat(json.nextField()).isNull();
  }

  @Test
  void scalars_are_read_tolerantly() {
    json.read(bytes("[12, \"34\", 5.9, 1e400, 12345678901234567890, \"x\", true, \"\", null, -0]"));
    assertThat(json.firstElement()).isTrue();
    assertThat(json.number(-1)).isEqualTo(12);
    assertThat(json.scalar()).isEqualTo("12");
    assertThat(json.text()).isNull();
    json.nextElement();
    assertThat(json.number(-1)).isEqualTo(34);
    json.nextElement();
    assertThat(json.number(-1)).isEqualTo(5);
    assertThat(json.scalar()).isEqualTo("5.9");
    json.nextElement();
    assertThat(json.scalar()).isEqualTo("1e400");
    json.nextElement();
    assertThat(json.number(-1)).isEqualTo(-1);
    assertThat(json.scalar()).isEqualTo("12345678901234567890");
    json.nextElement();
    assertThat(json.number(-1)).isEqualTo(-1);
    assertThat(json.is("x")).isTrue();
    assertThat(json.is("y")).isFalse();
    assertThat(json.is("xx")).isFalse();
    json.nextElement();
    assertThat(json.isTrue()).isTrue();
    assertThat(json.scalar()).isEqualTo("true");
    json.nextElement();
    assertThat(json.scalar()).isNull();
    assertThat(json.is("")).isTrue();
    json.nextElement();
    assertThat(json.scalar()).isNull();
    json.nextElement();
    assertThat(json.number(-1)).isZero();
    assertThat(json.nextElement()).isFalse();
  }

  @Test
  void words_are_made_once() {
    json.read(
        bytes("[\"text\",\"text\",\"Aa\",\"BB\",\"Aa\",\"\",null,1,\"" + "w".repeat(5000) + "\"]"));
    assertThat(json.firstElement()).isTrue();
    var first = json.word();
    assertThat(first).isEqualTo("text");
    json.nextElement();
    assertThat(json.word()).isSameAs(first);
    // These have the same hash.
    for (var word : List.of("Aa", "BB", "Aa")) {
      json.nextElement();
      assertThat(json.word()).isEqualTo(word);
    }
    for (int i = 0; i < 3; i++) {
      json.nextElement();
      assertThat(json.word()).isNull();
    }
    json.nextElement();
    assertThat(json.word()).hasSize(5000);
  }

  @Test
  void one_field_of_an_object_can_be_asked_for() {
    json.read(
        bytes("{\"a\":{\"n\":{},\"x\":\"y\",\"n\":7},\"b\":{\"x\":\"y\",\"n\":null},\"c\":[]}"));
    json.firstField();
    assertThat(json.numberOf("n", -1)).isEqualTo(7);
    json.nextField();
    assertThat(json.textOf("x")).isEqualTo("y");
    json.nextField();
    assertThat(json.textOf("x")).isNull();
    assertThat(json.numberOf("x", -1)).isEqualTo(-1);
    assertThat(json.nextField()).isNull();
  }

  @Test
  void content_is_told_from_emptiness() {
    json.read(bytes("[null, \"\", [], {}, [0], {\"a\":null}, \"x\", 0, false]"));
    var found = new ArrayList<Boolean>();
    for (boolean more = json.firstElement(); more; more = json.nextElement()) {
      found.add(json.skipContent());
    }
    assertThat(found).containsExactly(false, false, false, false, true, true, true, true, true);
  }

  @Test
  void raw_is_exactly_what_was_sent() {
    var values =
        List.of(
            "{ \"x\" : [1, {}] }",
            "[ ]",
            "\"é \\u00e9 \\\" , ]\"",
            "-1.50E+3",
            "true",
            "null",
            "0",
            "{}");
    for (var value : values) {
      json.read(bytes(" { \"before\":[{}], \"v\" : " + value + " , \"after\":[ " + value + " ]} "));
      json.firstField();
      assertThat(json.nextField()).isEqualTo("v");
      assertThat(json.raw()).isEqualTo(value);
      assertThat(json.nextField()).isEqualTo("after");
      assertThat(json.firstElement()).isTrue();
      assertThat(json.raw()).isEqualTo(value);
      assertThat(json.nextElement()).isFalse();
      assertThat(json.nextField()).isNull();
      assertThat(json.read(bytes("  " + value + "\n "))).isTrue();
      assertThat(json.raw()).isEqualTo(value);
    }
  }

  @Test
  void compact_leaves_out_the_whitespace_between_tokens_only() {
    json.read(bytes("{\"v\" : { \"a b\" :\n[ 1 , \"x  \\\" \\\\\" ,\t{ } ] } }"));
    json.firstField();
    assertThat(json.compact()).isEqualTo("{\"a b\":[1,\"x  \\\" \\\\\",{}]}");
    assertThat(json.nextField()).isNull();
    json.read(bytes(" [ 1 , 2 ] "));
    assertThat(json.compact()).isEqualTo("[1,2]");
  }

  @Test
  void a_discriminator_is_found_wherever_it_stands() {
    for (var document :
        List.of(
            "{\"type\":\"t\",\"a\":{\"type\":\"no\"},\"b\":[2]}",
            "{\"a\":{\"type\":\"no\"},\"type\":\"t\",\"b\":[2]}",
            "{\"a\":{\"type\":\"no\"},\"b\":[2],\"type\":\"t\"}")) {
      json.read(bytes(document));
      assertThat(json.discriminator("type")).isEqualTo("t");
      var names = new ArrayList<String>();
      for (var name = json.firstField(); name != null; name = json.nextField()) {
        names.add(name);
      }
      names.remove("type");
      assertThat(names).containsExactly("a", "b");
    }
    json.read(bytes("{\"a\":1}"));
    assertThat(json.discriminator("type")).isNull();
    assertThat(json.firstField()).isEqualTo("a");
    json.read(bytes("[]"));
    assertThat(json.discriminator("type")).isNull();
    json.read(bytes("{\"type\":{\"x\":1},\"a\":1}"));
    assertThat(json.discriminator("type")).isNull();
    assertThat(json.firstField()).isEqualTo("a");
  }

  @Test
  void whitespace_alone_is_no_document() {
    assertThat(json.read(bytes(""))).isFalse();
    assertThat(json.read(bytes(" \r\n\t"))).isFalse();
    assertThat(json.firstField()).isNull();
    assertThat(json.scalar()).isNull();
    assertThat(json.number(3)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"x\"", "true", "null", "-1.5", " 1 ", "\"x\" "})
  void a_document_may_be_a_scalar(String document) {
    assertThat(json.read(bytes(document))).isTrue();
    assertThat(json.isObject()).isFalse();
    assertThat(json.firstField()).isNull();
    assertThat(json.scalar()).isIn("1", "x", "true", null, "-1.5");
    assertThat(names("{\"next\":1}")).containsExactly("next");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[1",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":tru",
        "{\"a\":1,}",
        "{\"a\":1]",
        "{a:1}",
        "{\"a\":1}{",
        "{\"a\":1} x",
        "{}1",
        "{}t",
        "{}\"",
        "{}\"]",
        "[] 1",
        "1x",
        "{\"a\":\"x",
        "{'a':1}",
        "{\"a\":NaN}",
        "tru",
        "\"x",
        "1 2",
        "nope",
        "<html>",
        "{\"a\":\"\\x\"}",
        "{\"a\":01}"
      })
  void broken_json_says_what_and_where_and_the_next_document_is_read(String document) {
    assertThatThrownBy(() -> names(document))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining(" at byte ")
        .extracting(e -> ((MalformedJsonException) e).offset())
        .satisfies(offset -> assertThat(offset).isBetween(0L, (long) document.length()));
    assertThat(names("{\"next\":1}")).containsExactly("next");
  }

  /** A parser's first document could begin with a byte order mark, its others could not. */
  @ParameterizedTest
  @ValueSource(strings = {"\u00EF{}", "\u00EF", "\u00EF\u00BB\u00BF{}", "\u00EF\u00BB\u00BF1"})
  void what_is_broken_is_so_whatever_was_read_before(String document) {
    var first = catchThrowable(() -> json.read(latin1(document)));
    assertThat(first).isInstanceOf(MalformedJsonException.class);
    names("{\"whole\":1}");
    var later = catchThrowable(() -> json.read(latin1(document)));
    assertThat(later).isInstanceOf(MalformedJsonException.class).hasMessage(first.getMessage());
  }

  private static ByteSlice latin1(String document) {
    return ByteSlice.of(document.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_document_that_was_not_read_to_its_end_does_not_disturb_the_next() {
    json.read(bytes("{\"a\":{\"b\":[1,2,3]}}"));
    json.firstField();
    json.firstField();
    assertThat(names("{\"next\":1}")).containsExactly("next");
  }

  @Test
  void nesting_is_limited() {
    var limited = new JsonCursor(Limits.DEFAULT.withMaxJsonDepth(3));
    limited.read(bytes("{\"a\":[[]],\"b\":1}"));
    limited.firstField();
    assertThat(limited.nextField()).isEqualTo("b");
    limited.read(bytes("{\"a\":[[{}]]}"));
    limited.firstField();
    assertThatThrownBy(limited::nextField)
        .isInstanceOfSatisfying(
            NormalizerLimitException.class, e -> assertThat(e.limit()).isEqualTo("maxJsonDepth"))
        .hasMessage("JSON nested deeper than 3 levels at byte 8 of its data (Limits.maxJsonDepth)");
    var deep = "[".repeat(100_000);
    assertThatThrownBy(
            () -> {
              json.read(bytes(deep));
              json.skipContent();
            })
        .isInstanceOf(NormalizerLimitException.class);
  }

  @Test
  void strings_are_decoded_whatever_is_in_them() {
    json.read(bytes("[\"\\ud83d\\ude00 😀 \\n \\u0000 \u2028\", \"\\ud83d\"]"));
    json.firstElement();
    assertThat(json.text()).isEqualTo("😀 😀 \n \0 \u2028");
    json.nextElement();
    assertThat(json.text()).isEqualTo("\ud83d");
  }

  @Test
  void base64_that_is_none_is_an_error_that_says_where() {
    json.read(bytes("{\"a\":\"aGk=\",\"b\":\"\",\"c\":[1],\"d\":\"?\"}"));
    assertThat(json.firstField()).isEqualTo("a");
    assertThat(json.base64()).asString().isEqualTo("hi");
    assertThat(json.nextField()).isEqualTo("b");
    assertThat(json.base64()).isNull();
    assertThat(json.nextField()).isEqualTo("c");
    assertThat(json.base64()).isNull();
    assertThat(json.nextField()).isEqualTo("d");
    assertThatThrownBy(json::base64)
        .isInstanceOf(MalformedJsonException.class)
        .hasMessage("a string that should be base64 is none at byte 34 of its data");
  }
}
