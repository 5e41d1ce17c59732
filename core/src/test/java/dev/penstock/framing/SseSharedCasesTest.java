package dev.penstock.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.penstock.framing.Frame.Kind;
import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.framing.SseRun.Event;
import dev.penstock.framing.SseRun.Setup;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The cases of a file outside this repository, {@code -Dpenstock.sse.cases=FILE}, in every
 * splitting.
 */
final class SseSharedCasesTest {

  @TestFactory
  List<DynamicTest> every_case_holds_in_every_splitting() {
    var file = System.getProperty("penstock.sse.cases", "");
    assumeFalse(file.isEmpty(), "no penstock.sse.cases");
    var tests = new ArrayList<DynamicTest>();
    for (var given : list(read(Path.of(file)), "cases")) {
      var fields = fields(given);
      tests.add(DynamicTest.dynamicTest(string(fields, "name"), () -> check(fields)));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void check(Map<String, Object> given) {
    byte[] input = HexFormat.of().parseHex(string(given, "input_hex"));
    var events = new ArrayList<Event>();
    list(given, "events").forEach(event -> events.add(event(fields(event))));
    var comments = list(given, "comments").stream().map(String.class::cast).toList();
    var retries = list(given, "retry");
    long retry = retries.isEmpty() ? -1 : ((Number) retries.getLast()).longValue();
    var expected = new SseRun(events, string(given, "final_last_event_id"), retry, comments, null);
    var seed =
        given.containsKey("initial_last_event_id") ? string(given, "initial_last_event_id") : "";
    var setup = Setup.STRICT.seeded(seed);
    if (given.containsKey("chunks_hex")) {
      var chunks =
          list(given, "chunks_hex").stream()
              .map(hex -> ByteBuffer.wrap(HexFormat.of().parseHex((String) hex)))
              .toList();
      var run = SseRun.of(new Splitting("as given", chunks), setup).withoutOffsets();
      assertThat(run).isEqualTo(expected);
    }
    for (var splitting : Splitting.all(input)) {
      var run = SseRun.of(splitting, setup).withoutOffsets();
      assertThat(run).as(splitting.name()).isEqualTo(expected);
    }
    if (given.containsKey("discarded_at_eof")) {
      events.add(event(fields(given.get("discarded_at_eof"))));
      for (var splitting : Splitting.all(input)) {
        var run = SseRun.of(splitting, setup.with(AtEnd.FLUSH)).withoutOffsets();
        assertThat(run.events()).as("%s, flushed", splitting.name()).isEqualTo(events);
      }
    }
  }

  private static Event event(Map<String, Object> event) {
    return new Event(
        Kind.EVENT, string(event, "event"), string(event, "id"), string(event, "data"), 0);
  }

  private static Map<String, Object> read(Path file) {
    try (var parser = JsonFactory.builder().build().createParser(ObjectReadContext.empty(), file)) {
      parser.nextToken();
      return fields(value(parser));
    }
  }

  private static Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var fields = new HashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = parser.currentName();
          parser.nextToken();
          fields.put(name, value(parser));
        }
        yield fields;
      }
      case START_ARRAY -> {
        var items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield items;
      }
      case VALUE_NUMBER_INT -> parser.getLongValue();
      default -> parser.getString();
    };
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> fields(@Nullable Object object) {
    return (Map<String, Object>) Objects.requireNonNull(object);
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Map<String, Object> object, String name) {
    return (List<Object>) Objects.requireNonNull(object.get(name));
  }

  private static String string(Map<String, Object> object, String name) {
    return (String) Objects.requireNonNull(object.get(name));
  }
}
