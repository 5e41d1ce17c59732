package dev.penstock.jmh.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class MatrixTest {
  @Test
  @Timeout(180)
  void penstock_is_right_in_every_row_of_a_quick_run(@TempDir Path target) throws Exception {
    assertThat(new Matrix().run(/* quick= */ true, List.of(), target))
        .as(() -> read(target.resolve("faults.json")))
        .isTrue();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void every_fault_has_a_name_of_its_own() {
    assertThat(Faults.all()).extracting(Fault::name).hasSizeGreaterThan(25).doesNotHaveDuplicates();
    assertThat(Faults.quick()).hasSizeGreaterThan(5);
  }
}
