package dev.penstock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * The contract fails for backends that break it: each spoils one thing, and the test of that thing
 * tells.
 */
@Timeout(120)
final class BackendContractTest {

  /** Returns whether a backend keeps what one test of the contract asks for. */
  private static boolean keeps(
      Class<? extends BackendContract> backend, Class<?> group, String test) {
    var outcome = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            request().selectors(selectNestedMethod(List.of(backend), group, test)).build(),
            outcome);
    var summary = outcome.getSummary();
    assertThat(summary.getTestsStartedCount()).as("tests run").isEqualTo(1);
    return summary.getTestsSucceededCount() == 1;
  }

  private static void assertTells(
      Class<? extends BackendContract> broken, Class<?> group, String test) {
    assertThat(keeps(BrokenBackends.Unspoilt.class, group, test)).as("unspoilt").isTrue();
    assertThat(keeps(broken, group, test)).as(broken.getSimpleName()).isFalse();
  }

  // --- back-pressure

  @Test
  void a_backend_that_reads_ahead_is_told() {
    assertTells(
        BrokenBackends.Greedy.class,
        BackendContract.BackPressure.class,
        "a_trickle_is_taken_as_it_is_asked_for");
  }

  // --- buffers

  @Test
  void a_buffer_used_again_too_early_is_told() {
    assertTells(
        BrokenBackends.Reusing.class,
        BackendContract.Answers.class,
        "a_chunk_keeps_its_bytes_until_it_is_released");
  }

  @Test
  void a_buffer_given_back_by_close_and_by_its_reader_is_told() {
    assertTells(
        BrokenBackends.ReleasingTwice.class,
        BackendContract.Closing.class,
        "a_chunk_outlives_its_exchange");
  }

  // --- closing

  @Test
  void a_close_that_waits_for_the_reader_is_told() {
    assertTells(
        BrokenBackends.Deaf.class,
        BackendContract.Closing.class,
        "closing_wakes_who_waits_for_the_first_byte");
  }

  @Test
  void a_close_that_looks_like_the_end_is_told() {
    assertTells(
        BrokenBackends.Pretending.class,
        BackendContract.Closing.class,
        "closing_wakes_who_waits_for_bytes");
  }

  @Test
  void a_break_that_looks_like_the_end_is_told() {
    assertTells(
        BrokenBackends.Pretending.class,
        BackendContract.Failures.class,
        "a_body_without_its_last_chunk_breaks_off");
  }

  // --- interrupts

  @Test
  void an_interrupt_that_is_swallowed_is_told() {
    assertTells(
        BrokenBackends.Stubborn.class,
        BackendContract.Waiting.class,
        "who_is_interrupted_before_reading_reads_nothing");
  }
}
