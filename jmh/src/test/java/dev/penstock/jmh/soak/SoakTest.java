package dev.penstock.jmh.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class SoakTest {
  @Test
  @Timeout(240)
  void some_seconds_of_streams_end_as_they_must_and_leave_nothing(@TempDir Path target)
      throws Exception {
    assertThat(new Soak().run(/* quick= */ true, List.of("--seed", "1"), target)).isTrue();
  }

  @Test
  void only_its_own_options_are_taken() {
    assertThat(new Soak().accepts(List.of("--minutes", "0.5", "--seed", "7"))).isTrue();
    assertThat(new Soak().accepts(List.of("--minutes"))).isFalse();
    assertThat(new Soak().accepts(List.of("--minutes", "long"))).isFalse();
  }
}
