package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class DurationsTest {
  @ParameterizedTest
  @CsvSource({"20s, 20000", "20, 20000", "1.5s, 1500", "500ms, 500", "2m, 120000", "1 h, 3600000"})
  void durations_are_read(String written, long millis) {
    assertThat(new Durations().convert(written)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void off_is_no_limit() {
    assertThat(new Durations().convert("off")).isEqualTo(Timeouts.OFF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1s", "0", "0.0ms", "1d", "soon", "1e3s", "99999999999999s"})
  void what_is_none_is_refused(String written) {
    assertThatThrownBy(() -> new Durations().convert(written))
        .isInstanceOf(TypeConversionException.class);
  }
}
