package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class RehearsalTest {
  /** An archive of a command that failed at once would have hardly a class in it. */
  @Test
  void every_command_of_it_succeeds() {
    assertThat(Rehearsal.run()).isZero();
  }
}
