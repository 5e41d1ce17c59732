package dev.penstock.framing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.framing.SseRun.Event;
import dev.penstock.framing.SseRun.Setup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
final class SseConformanceTest {

  static List<SseCase> cases() {
    return SseCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void every_case_holds_in_every_splitting(SseCase given) {
    check(given, given.input());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void every_case_holds_with_each_line_end(SseCase given) {
    if (!given.fixed()) {
      var input = SseText.latin1(given.input());
      check(given, SseText.latin1(input.replace("\n", "\r\n")));
      check(given, SseText.latin1(input.replace("\n", "\r")));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void every_case_cut_off_at_any_byte_ends_with_the_events_before(SseCase given) {
    for (int length = 0; length <= given.input().length; length++) {
      byte[] cut = Arrays.copyOf(given.input(), length);
      var setup = Setup.STRICT.seeded(given.seed());
      for (var splitting : List.of(Splitting.whole(cut), Splitting.every(1, cut))) {
        var events = SseRun.of(splitting, setup).withoutOffsets().events();
        assertThat(events)
            .as("%s cut at %d", splitting.name(), length)
            .isEqualTo(first(events.size(), given.events()));
        var flushed = SseRun.of(splitting, setup.with(AtEnd.FLUSH)).withoutOffsets().events();
        assertThat(first(events.size(), flushed)).isEqualTo(events);
        assertThat(flushed).hasSizeBetween(events.size(), events.size() + 1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void every_case_is_what_the_reference_makes_of_it(SseCase given) {
    var setup = Setup.STRICT.seeded(given.seed());
    assertThat(SseReference.run(given.input(), setup).withoutOffsets()).isEqualTo(expected(given));
  }

  @Test
  void every_rule_has_a_case() {
    var rules = new TreeSet<String>();
    cases().forEach(given -> rules.addAll(List.of(given.rules().split(" "))));
    var all =
        Stream.concat(
            IntStream.rangeClosed(1, 18).mapToObj(number -> "R" + number),
            IntStream.rangeClosed(1, 4).mapToObj(number -> "C" + number));
    assertThat(rules).containsExactlyInAnyOrderElementsOf(all.toList());
  }

  private static void check(SseCase given, byte[] input) {
    var setup = Setup.STRICT.seeded(given.seed());
    var withFlushed = new ArrayList<>(given.events());
    withFlushed.addAll(given.flushed());
    for (var splitting : Splitting.all(input)) {
      assertThat(SseRun.of(splitting, setup).withoutOffsets())
          .as(splitting.name())
          .isEqualTo(expected(given));
      var flushed = SseRun.of(splitting, setup.with(AtEnd.FLUSH)).withoutOffsets();
      assertThat(flushed.events()).as("%s, flushed", splitting.name()).isEqualTo(withFlushed);
    }
    for (var feeding : Splitting.Feeding.values()) {
      for (int size = 1; size <= 3; size++) {
        var run = SseRun.of(Splitting.every(size, input), setup, feeding);
        assertThat(run.withoutOffsets())
            .as("%s, %d a chunk", feeding, size)
            .isEqualTo(expected(given));
      }
    }
  }

  private static List<Event> first(int count, List<Event> events) {
    return events.subList(0, Math.min(count, events.size()));
  }

  private static SseRun expected(SseCase given) {
    return new SseRun(given.events(), given.lastEventId(), given.retry(), given.comments(), null);
  }
}
