package dev.penstock.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunNoteTest {
  private static final RunNote NOTE =
      new RunNote("jmh/bench cold --quick", "2026-11-21", "Temurin-25+1", "Linux amd64", 2, 1.25);

  @Test
  void a_note_is_what_was_written(@TempDir Path target) throws Exception {
    NOTE.write("cold", target);

    assertThat(RunNote.read(target.resolve("cold.run.json"))).isEqualTo(NOTE);
  }

  @Test
  void a_note_says_what_was_run_where_and_beside_what() {
    assertThat(NOTE.sentence())
        .isEqualTo(
            "`jmh/bench cold --quick`, 2026-11-21: Temurin-25+1, Linux amd64, 2 processors,"
                + " with a load average of 1.3 before the run.");
  }

  @Test
  void where_a_system_has_no_load_average_none_is_said() {
    var note = new RunNote("c", "d", "j", "s", 2, -1);

    assertThat(note.sentence()).endsWith("2 processors.");
  }

  @Test
  void the_note_of_a_run_names_its_options() {
    var note = RunNote.now("scale", /* quick= */ false, List.of("--streams", "50"));

    assertThat(note.command()).isEqualTo("jmh/bench scale --streams 50");
    assertThat(note.processors()).isPositive();
    assertThat(note.jdk()).contains(String.valueOf(Runtime.version().feature()));
  }
}
