package dev.penstock.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonPatchTest {

  private static String apply(String target, String patch) {
    return new String(JsonPatch.apply(target.getBytes(UTF_8), patch), UTF_8);
  }

  /** The table of RFC 7396, Appendix A, as far as both sides are objects. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"a":"b"}         | {"a":"c"}                  | {"a":"c"}
          {"a":"b"}         | {"b":"c"}                  | {"a":"b","b":"c"}
          {"a":"b"}         | {"a":null}                 | {}
          {"a":"b","b":"c"} | {"a":null}                 | {"b":"c"}
          {"a":["b"]}       | {"a":"c"}                  | {"a":"c"}
          {"a":"c"}         | {"a":["b"]}                | {"a":["b"]}
          {"a":{"b":"c"}}   | {"a":{"b":"d","c":null}}   | {"a":{"b":"d"}}
          {"a":[{"b":"c"}]} | {"a":[1]}                  | {"a":[1]}
          {"e":null}        | {"a":1}                    | {"e":null,"a":1}
          {}                | {"a":{"bb":{"ccc":null}}}  | {"a":{"bb":{}}}
          """)
  void the_rfcs_own_cases_hold(String target, String patch, String result) {
    assertThat(apply(target, patch)).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"a":{"x":1}}           | { "a" : { "y" : [ 1 , 2 ] } }   | {"a":{"x":1,"y":[ 1 , 2 ]}}
          {"a":1}                 | {"a":{"x":{"y":null,"z":"ö"}}}  | {"a":{"x":{"z":"ö"}}}
          {"a":"😀\\n","b":1.50}  | {"b":true,"c":-1e3,"d":"\\"}"}  | {"a":"😀\\n","b":true,"c":-1e3,"d":"\\"}"}
          {"a":{"b":{"c":[{}]}}}  | {"a":{"b":{"d":"x"}}}           | {"a":{"b":{"c":[{}],"d":"x"}}}
          { "a" : [ ] }           | {}                              | {"a":[]}
          {"a":1}                 | {"b":1,"b":2}                   | {"a":1,"b":2}
          """)
  void what_is_merged_keeps_its_own_writing(String target, String patch, String result) {
    assertThat(apply(target, patch)).isEqualTo(result);
  }

  @Test
  void what_is_no_object_is_refused() {
    assertThatThrownBy(() -> apply("[]", "{}")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> apply("{}", "[]")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> apply("{\"secret\":", "{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret");
    assertThat(JsonPatch.isObject("{}")).isTrue();
    assertThat(JsonPatch.isObject("{} 1")).isFalse();
  }
}
