package dev.penstock.jmh.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.jmh.faults.Sighting.State;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class JudgeTest {
  private static final String BROKEN = "an error";

  private static List<String> wrongs(String fault, Sighting seen) {
    var row =
        Faults.all().stream().filter(each -> each.name().equals(fault)).findAny().orElseThrow();
    try (var stage = new Stage(row, Wire.OPENAI)) {
      return Judge.wrongs(row, seen, stage);
    }
  }

  private static Sighting ended(int wholes, List<String> errors, String text) {
    return new Sighting(State.ENDED, wholes, errors, text, 1);
  }

  @Test
  void an_error_after_what_came_is_right_of_an_answer_that_is_cut_off() {
    assertThat(wrongs("eof", ended(0, List.of(BROKEN), "one two "))).isEmpty();
  }

  @Test
  void an_answer_that_is_cut_off_must_not_look_whole() {
    assertThat(wrongs("eof", ended(1, List.of(), "one two "))).containsExactly("taken for whole");
  }

  @Test
  void what_came_before_the_fault_must_be_there() {
    assertThat(wrongs("eof", ended(0, List.of(BROKEN), "one "))).containsExactly("lost text");
  }

  @Test
  void two_ends_are_wrong() {
    assertThat(wrongs("eof", ended(1, List.of(BROKEN), "one two ")))
        .containsExactly("ended 2 times");
  }

  @Test
  void a_whole_answer_must_not_fail() {
    assertThat(wrongs("held-open", ended(0, List.of(BROKEN), "one two three")))
        .containsExactly("failed though whole");
  }

  @Test
  void text_after_an_error_is_wrong() {
    assertThat(wrongs("bad-json", ended(0, List.of(BROKEN), "one three")))
        .containsExactly("read on after the error");
  }

  @Test
  void no_end_at_all_is_wrong() {
    assertThat(wrongs("silent", new Sighting(State.HUNG, 0, List.of(), "", 0)))
        .containsExactly("hung");
  }

  @Test
  void a_key_in_an_error_is_wrong() {
    assertThat(wrongs("key-echoed", ended(0, List.of("wrong key " + Driver.KEY), "")))
        .containsExactly("key in the error");
  }

  @Test
  void a_sighting_is_the_same_after_its_way_between_processes() {
    var seen = ended(1, List.of("a\tb c", "d"), "t\u00e4xt\n ");
    assertThat(Sighting.ofLine(seen.toLine())).isEqualTo(seen);
  }
}
