package dev.penstock.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GoalsTest {

  @Test
  void a_goal_is_kept_or_missed_by_the_figure_and_not_by_how_it_is_written() {
    var goals =
        new Goals()
            .atLeast(30, "fast", 30, "%.0f ×")
            .atLeast(30, "faster", 29.9, "%.0f ×")
            .atMost(400, "soon", 400, "%.0f ms")
            .atMost(400, "sooner", 400.1, "%.0f ms");

    assertThat(goals.toString())
        .contains("| fast | 30 × | kept |", "| faster | 30 × | **missed** |")
        .contains("| soon | 400 ms | kept |", "| sooner | 400 ms | **missed** |");
  }

  @Test
  void what_was_not_measured_is_neither() {
    assertThat(new Goals().atMost(1, "none", Double.NaN, "%.0f").toString())
        .contains("| none | | not measured |");
  }
}
