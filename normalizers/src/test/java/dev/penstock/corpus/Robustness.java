package dev.penstock.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Completion;
import dev.penstock.Dialect;
import dev.penstock.StreamEvent.Unknown;
import dev.penstock.StreamEvent.UsageUpdate;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What no normalizer may mind: another order of fields, fields it does not know, other chunks; and
 * what it must survive: broken bytes.
 */
public final class Robustness {
  /** The name of the fields that are added. */
  static final String UNKNOWN = "not_known_yet";

  private static final int MUTATIONS = 1_500;
  private static final List<String> SOMETHING =
      List.of(
          "null",
          "true",
          "-12.5e3",
          "\"text\"",
          "\"\"",
          "[]",
          "{}",
          "[1,{\"a\":[]}]",
          "{\"text\":\"x\",\"a\":{}}");
  private static final List<String> SNIPPETS =
      List.of(
          "{", "}", "[", "]", "\"", ",", ":", "null", "\\", "\n", "\n\n", "data:", "error:",
          "1e999", "\u0000", "😀");

  private final Dialect dialect;
  private final Wire wire;
  private final List<String> documents;
  private final Set<String> closed;
  private final Reading expected;

  /**
   * Makes one for a stream that is well-formed and complete.
   *
   * @param closed names of objects that are the model's own, such as arguments, which are handed on
   *     as they are
   */
  public Robustness(Dialect dialect, Wire wire, List<String> documents, Set<String> closed) {
    this.dialect = dialect;
    this.wire = wire;
    this.documents = documents;
    this.closed = closed;
    expected = read(documents);
  }

  private Reading read(List<String> changed) {
    return Reading.of(dialect, wire.body(changed), Integer.MAX_VALUE);
  }

  /** Fails if anything of that makes a difference that it must not make. */
  public void check() {
    assertThat(expected.completion()).isNotEqualTo(Completion.EMPTY);
    fieldsInAnyOrder();
    unknownFields();
    anyChunks();
    brokenBytes();
  }

  private void fieldsInAnyOrder() {
    same(this::reversed, "fields in reverse");
    for (int seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      same(document -> shuffled(document, random), "fields in order " + seed);
    }
  }

  private void unknownFields() {
    for (var value : SOMETHING) {
      same(document -> with(document, value, /* first= */ true), value + " first in every object");
      same(document -> with(document, value, /* first= */ false), value + " last in every object");
    }
  }

  private void anyChunks() {
    var body = wire.body(documents);
    for (int chunk = 1; chunk < 20; chunk++) {
      same(Reading.of(dialect, body, chunk), "chunks of " + chunk);
    }
  }

  private void same(UnaryOperator<@Nullable Object> change, String what) {
    var changed =
        documents.stream()
            .map(document ->
                document.startsWith("{")
                    ? Tree.write(change.apply(Tree.parse(document)))
                    : document)
            .toList();
    same(read(changed), what);
  }

  private void same(Reading reading, String what) {
    assertThat(reading.completion()).as(what).isEqualTo(expected.completion());
    assertThat(reading.outcome()).as(what).isEqualTo(expected.outcome());
    assertThat(known(reading)).as(what).isEqualTo(known(expected));
  }

  private static List<?> known(Reading reading) {
    // Usage may come before or after its neighbours in a frame.
    return reading.events().stream()
        .filter(event -> !(event instanceof Unknown) && !(event instanceof UsageUpdate))
        .toList();
  }

  private @Nullable Object reversed(@Nullable Object value) {
    return inEachObject(value, entries -> Collections.reverse(entries));
  }

  private @Nullable Object shuffled(@Nullable Object value, Random random) {
    return inEachObject(value, entries -> Collections.shuffle(entries, random));
  }

  private @Nullable Object with(@Nullable Object value, String added, boolean first) {
    return inEachObject(
        value,
        entries -> entries.add(first ? 0 : entries.size(), entry(UNKNOWN, Tree.parse(added))));
  }

  private static Map.Entry<String, @Nullable Object> entry(String name, @Nullable Object value) {
    return new AbstractMap.SimpleEntry<>(name, value);
  }

  private interface Change {
    void apply(List<Map.Entry<String, @Nullable Object>> entries);
  }

  private @Nullable Object inEachObject(@Nullable Object value, Change change) {
    return switch (value) {
      case Map<?, ?> map -> {
        var entries = new ArrayList<Map.Entry<String, @Nullable Object>>();
        map.forEach((name, inner) ->
            entries.add(
                entry(
                    (String) name,
                    closed.contains((String) name) ? inner : inEachObject(inner, change))));
        change.apply(entries);
        var changed = new LinkedHashMap<String, @Nullable Object>();
        entries.forEach(entry -> changed.put(entry.getKey(), entry.getValue()));
        yield changed;
      }
      case List<?> list -> {
        var changed = new ArrayList<@Nullable Object>();
        list.forEach(element -> changed.add(inEachObject(element, change)));
        yield changed;
      }
      case null, default -> value;
    };
  }

  /**
   * Nothing but our own exceptions may come of these; whatever else is thrown fails the test as it
   * is.
   */
  private void brokenBytes() {
    var random = new Random(42);
    var body = wire.body(documents);
    for (int i = 0; i < MUTATIONS; i++) {
      var broken = body;
      for (int j = random.nextInt(4); j >= 0; j--) {
        broken = mutated(broken, random);
      }
      Reading.of(dialect, broken, random);
    }
    for (int cut = 0; cut < body.length; cut += 1 + body.length / 500) {
      Reading.of(dialect, Arrays.copyOf(body, cut), Integer.MAX_VALUE);
    }
  }

  private static byte[] mutated(byte[] body, Random random) {
    int from = random.nextInt(body.length + 1);
    int to = Math.min(body.length, from + random.nextInt(1 + random.nextInt(40)));
    var inserted =
        switch (random.nextInt(4)) {
          case 0 -> SNIPPETS.get(random.nextInt(SNIPPETS.size())).getBytes(StandardCharsets.UTF_8);
          case 1 ->
              SOMETHING.get(random.nextInt(SOMETHING.size())).getBytes(StandardCharsets.UTF_8);
          case 2 -> new byte[] {(byte) random.nextInt(256)};
          default -> new byte[0];
        };
    var mutated = Arrays.copyOf(body, from + inserted.length + body.length - to);
    System.arraycopy(inserted, 0, mutated, from, inserted.length);
    System.arraycopy(body, to, mutated, from + inserted.length, body.length - to);
    return mutated.length == 0 ? new byte[] {'\n'} : mutated;
  }
}
