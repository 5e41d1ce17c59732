package dev.penstock.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.penstock.jmh.report.Page;
import dev.penstock.jmh.report.Picture;
import dev.penstock.jmh.report.Section;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TablesTest {
  private static final Path DOCS = Path.of("../docs");

  @TempDir Path docs;
  @TempDir Path target;

  private final Tables tables = new Tables(Bench.sections());
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void copyThePage() throws Exception {
    Files.copy(DOCS.resolve("benchmarks.md"), docs.resolve("benchmarks.md"));
  }

  private String filled() throws Exception {
    tables.fill(docs, target, new PrintStream(said, /* autoFlush= */ true, UTF_8));
    return Files.readString(docs.resolve("benchmarks.md"));
  }

  @Test
  void the_page_has_a_place_for_every_suite_with_figures() throws Exception {
    var page = Files.readString(DOCS.resolve("benchmarks.md"));

    assertThat(tables.sections())
        .extracting(Section::name)
        .containsExactlyInAnyOrder(
            "framing",
            "long-event",
            "decode",
            "backpressure",
            "first-event",
            "scale",
            "e2e",
            "cold");
    assertThat(tables.sections())
        .allSatisfy(section -> assertThat(Page.with(page, section.name(), "x")).isNotEqualTo(page));
  }

  @Test
  void suites_without_files_are_named_and_left_as_they_are() throws Exception {
    var before = Files.readString(docs.resolve("benchmarks.md"));

    assertThat(filled()).isEqualTo(before);
    assertThat(said.toString(UTF_8).lines())
        .hasSize(tables.sections().size())
        .allMatch(line -> line.contains(": left as it is, not there: "))
        .anyMatch(line -> line.startsWith("decode: ") && line.contains("decode.json"));
  }

  @Test
  void what_is_there_becomes_a_table_with_its_goals_and_a_picture() throws Exception {
    Results.decode(target);

    assertThat(filled())
        .contains(
            """
            <!-- decode -->

            | dialect | decoder | ns/event | B/event | × Penstock's time |
            |---|---|---:|---:|---:|
            | openai | langchain4j | 500 | 2,000 | 5.0 |
            | openai | penstock | 100 | 80 | 1.0 |
            | openai | openaiJava | 9,000 | 20,000 | 90.0 |
            """)
        .contains("| openai: at least 30 × as fast as openaiJava | 90.0 × | kept |")
        .contains("| openai: at least 8 × as fast as langchain4j | 5.0 × | **missed** |")
        .contains("| anthropic: at least 25 × as fast as anthropicJava | | not measured |");
    assertThat(said.toString(UTF_8)).contains("decode.svg").contains("scale: left as it is");
    Picture.of(Files.readString(docs.resolve("images/decode.svg")));
  }

  @Test
  void a_page_without_a_place_is_refused_and_not_written_to() throws Exception {
    Results.decode(target);
    Files.writeString(docs.resolve("benchmarks.md"), "# Benchmarks\n");

    assertThatIllegalArgumentException()
        .isThrownBy(this::filled)
        .withMessageContaining("no place for decode");
    assertThat(docs.resolve("benchmarks.md")).hasContent("# Benchmarks\n");
    assertThat(docs.resolve("images/decode.svg")).doesNotExist();
  }

  @Test
  void bars_are_ordered_by_what_they_show_and_each_decoder_is_named() throws Exception {
    Results.decode(target);

    var svg = new DecodeSuite().pictures(target).get("decode.svg");
    var picture = Picture.of(Objects.requireNonNull(svg));

    assertThat(picture.texts())
        .containsSubsequence(
            List.of(
                "OpenAI",
                "Penstock",
                "100 ns",
                "LangChain4j",
                "500 ns · 5.0 ×",
                "openai-java",
                "9,000 ns · 90 ×"))
        .doesNotContain("mixed");
    assertThat(picture.bars()).isSorted().hasSize(3);
    // From zero: what takes five times as long is five times as long.
    assertThat(picture.bars().get(1) / picture.bars().get(0)).isBetween(4.5, 5.5);
  }

  @Test
  void framing_is_a_table_for_each_shape_with_a_column_for_each_size_of_chunks() throws Exception {
    Results.framing(target);

    assertThat(new FramingSuite().markdown(target))
        .contains(
            "| anthropic | chunks of 64: ns/event | chunks of 8192: ns/event |"
                + " chunks of 16384: ns/event | × okhttp-sse | of bare scan | B/event |")
        .contains("| penstockSlices | 80.0 | 25.0 | 20.0 | 10.0 | 50 % | 0.00 |")
        .contains("| okhttpSse | 210.0 | 205.0 | 200.0 | 1.0 | 5 % | 300 |")
        .contains("slices: at least 5 × okhttp-sse | 8.2 × | kept |")
        .contains("nothing allocated for an event, in any chunks | 0.00 B | kept |");
  }

  @Test
  void long_events_have_to_be_linear() throws Exception {
    Results.longEvent(target);

    assertThat(new LongEventSuite().markdown(target))
        .contains("| lines | MiB | chunks of 1: ns/byte | chunks of 64: ns/byte |")
        .contains("| one | 1 | 12.00 | 0.20 |", "| one | 16 | 13.20 | 0.90 |")
        .contains("one, chunks of 1: a byte of 16 MiB at most 2 × one of 1 MiB | 1.1 × | kept |")
        .contains("one, chunks of 64: a byte of 16 MiB at most 2 × one of 1 MiB | 4.5 ×")
        .contains("**missed**");
  }
}
