package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.StreamTimeoutException.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ClocksTest {
  private static final Timeouts LIMITS =
      Timeouts.DEFAULT
          .withHead(Duration.ofNanos(50))
          .withIdle(Duration.ofNanos(10))
          .withStalled(Duration.ofNanos(20))
          .withTotal(Duration.ofNanos(100))
          .withLinger(Duration.ofNanos(5));

  private final Clocks clocks = new Clocks(LIMITS);

  @Test
  void each_clock_gives_what_the_waits_have_left_of_it() {
    assertThat(clocks.left(/* lingering= */ false)).isEqualTo(10);
    assertThat(clocks.left(/* lingering= */ true)).isEqualTo(5);
    clocks.waited(4);
    assertThat(clocks.left(/* lingering= */ false)).isEqualTo(6);
    assertThat(clocks.left(/* lingering= */ true)).isEqualTo(1);
    assertThat(clocks.totalLeft()).isEqualTo(96);
  }

  @Test
  void bytes_give_the_idle_clock_its_time_again_and_an_event_the_others() {
    clocks.waited(8);
    clocks.bytesCame();
    assertThat(clocks.left(/* lingering= */ false)).isEqualTo(10);
    clocks.waited(8);
    clocks.bytesCame();
    assertThat(clocks.left(/* lingering= */ false)).isEqualTo(4);
    assertThat(clocks.lingered()).isTrue();
    clocks.eventCame();
    assertThat(clocks.left(/* lingering= */ false)).isEqualTo(10);
    assertThat(clocks.lingered()).isFalse();
  }

  @Test
  void the_head_has_its_own_time_and_no_more_than_the_total() {
    assertThat(clocks.headLeft(0)).isEqualTo(50);
    assertThat(clocks.headLeft(49)).isEqualTo(1);
    assertThat(clocks.headLeft(51)).isZero();
    clocks.waitedOutsideBody(80);
    assertThat(clocks.headLeft(0)).isEqualTo(20);
    assertThat(clocks.left(/* lingering= */ false)).isEqualTo(10);
  }

  @Test
  void only_the_total_goes_on_in_another_attempt() {
    clocks.waited(9);
    clocks.attemptBegins();
    assertThat(clocks.left(/* lingering= */ false)).isEqualTo(10);
    assertThat(clocks.totalLeft()).isEqualTo(91);
  }

  @Test
  void the_clock_that_has_run_out_is_named() {
    assertThat(clocks.expired()).isNull();
    clocks.waited(10);
    assertThat(clocks.expired()).isEqualTo(Clock.IDLE);
    clocks.bytesCame();
    assertThat(clocks.expired()).isNull();
    clocks.waited(9);
    clocks.bytesCame();
    clocks.waited(1);
    assertThat(clocks.expired()).isEqualTo(Clock.STALLED);
    clocks.waitedOutsideBody(80);
    assertThat(clocks.expired()).isEqualTo(Clock.TOTAL);
  }

  @Test
  void a_clock_that_is_off_never_runs_out() {
    var off =
        new Clocks(
            LIMITS
                .withIdle(Timeouts.OFF)
                .withStalled(Timeouts.OFF)
                .withTotal(Timeouts.OFF)
                .withHead(Timeouts.OFF));
    off.waited(Long.MAX_VALUE / 2);
    assertThat(off.left(/* lingering= */ false)).isEqualTo(Long.MAX_VALUE);
    assertThat(off.headLeft(7)).isEqualTo(Long.MAX_VALUE);
    assertThat(off.expired()).isNull();
  }
}
