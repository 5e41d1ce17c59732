package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "demo --help",
        "chat --help",
        "decode --help",
        "record --help",
        "replay --help",
        "serve --help",
        "generate-completion --help"
      })
  void help_goes_to_stdout_and_fits_80_columns(String line) {
    var run = Run.of(line.split(" ")).go();

    assertThat(run.out()).startsWith("Usage: penstock");
    assertThat(run.outLines())
        .allSatisfy(each -> assertThat(each.length()).isLessThanOrEqualTo(80));
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isEqualTo(0);
  }

  @Test
  void help_names_the_commands_formats_and_providers() {
    assertThat(Run.of("--help").go().out())
        .contains("demo", "chat", "decode", "record", "replay", "serve");
    assertThat(Run.of("decode", "--help").go().out()).contains("openai", "ndjson", "summary");
    assertThat(Run.of("chat", "--help").go().out()).contains("openai-compatible", "OPENAI_API_KEY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help chat", "-h", "--no-color --help serve"})
  void help_lists_all_commands_whichever_else_is_named(String line) {
    assertThat(Run.of(line.split(" ")).go().out())
        .contains("  demo ", "  chat ", "  decode ", "  record ", "  replay ", "  serve ")
        .contains("  generate-completion ");
  }

  @Test
  void a_word_that_is_mistyped_is_told_with_the_one_that_is_meant() {
    var command = Run.of("repaly").go();

    assertThat(command.err())
        .startsWith("penstock: Unmatched argument at index 0: 'repaly'; did you mean replay");
    assertThat(command.status()).isEqualTo(2);
    assertThat(Run.of("decode", "--format", "openai", "--outptu", "text").go().err())
        .startsWith("penstock: Unknown option")
        .contains("did you mean --output");
    assertThat(Run.of("wxyz").go().err())
        .startsWith("penstock: Unmatched argument at index 0: 'wxyz'\n");
  }

  @Test
  void a_shell_can_complete_commands_options_and_their_values() {
    var run = Run.of("generate-completion").go();

    assertThat(run.out())
        .startsWith("#!/usr/bin/env bash")
        .contains("complete -F _complete_penstock", "--idle-timeout", "openai-compatible");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isEqualTo(0);
  }

  @Test
  void version_is_told() {
    var run = Run.of("--version").go();

    assertThat(run.out()).startsWith("penstock ");
    assertThat(run.status()).isEqualTo(0);
  }
}
