package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance cases of server-sent events, through the command. */
@EnabledIfSystemProperty(named = "penstock.sse.cases", matches = ".+")
final class SseCasesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 65536})
  void every_case_gives_its_events(int chunk) throws IOException {
    var table = Files.readString(Path.of(System.getProperty("penstock.sse.cases", "")));
    var cases = JsonValues.maps(JsonValues.object(table).get("cases"));

    assertThat(cases).isNotEmpty();
    for (var each : cases) {
      if (each.containsKey("initial_last_event_id")) {
        // Of a connection that follows another, which a file never does.
        continue;
      }
      var bytes = HexFormat.of().parseHex(String.valueOf(each.get("input_hex")));
      var run =
          Run.of("decode", "--format", "sse", "--output", "events", "--chunk", "" + chunk, "-")
              .in(new ByteArrayInputStream(bytes))
              .go();
      List<Map<String, Object>> events = run.outLines().stream().map(JsonValues::object).toList();

      assertThat(events).as("%s", each.get("name")).isEqualTo(JsonValues.maps(each.get("events")));
      assertThat(run.status()).isEqualTo(0);
    }
  }
}
