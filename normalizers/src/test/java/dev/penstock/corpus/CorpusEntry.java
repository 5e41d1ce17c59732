package dev.penstock.corpus;

import dev.penstock.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A recorded body and what is expected of it. The recordings are no part of the project; the system
 * property {@code penstock.corpus} says where they are.
 *
 * @param file the body's file, relative to the folder
 * @param path where that is
 * @param expected the expected result
 */
public record CorpusEntry(String file, Path path, Map<String, @Nullable Object> expected) {

  /** Returns the entries of an API; none if there is no corpus. */
  public static Stream<CorpusEntry> of(String api) {
    var folder = System.getProperty("penstock.corpus");
    if (folder == null) {
      return Stream.empty();
    }
    var root = Path.of(folder);
    return list(Tree.object(read(root.resolve("INDEX.json"))), "entries").stream()
        .map(entry -> (Map<?, ?>) Objects.requireNonNull(entry))
        .filter(entry -> api.equals(entry.get("api")))
        .map(entry -> entry(root, String.valueOf(entry.get("file")), entry.get("expected")));
  }

  private static CorpusEntry entry(Path root, String file, @Nullable Object expected) {
    var json = read(root.resolve(String.valueOf(expected)));
    return new CorpusEntry(file, root.resolve(file), Tree.object(json));
  }

  /** Returns the body. */
  public byte[] body() {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<?> list(Map<?, ?> map, String name) {
    return map.get(name) instanceof List<?> list ? list : List.of();
  }

  /** Returns an expected text, {@code ""} where nothing is expected. */
  public String text(String name) {
    return expected.get(name) instanceof String text ? text : "";
  }

  /**
   * Returns the expected raw finish reason, which may be why a prompt was blocked; null if none.
   */
  public @Nullable String finishReason() {
    var reason = expected.get("finish_reason");
    if (reason == null) {
      reason = expected.get("block_reason");
    }
    return reason == null ? null : reason.toString();
  }

  /** Returns an expected number of tokens, -1 where none is. */
  public long usage(String name) {
    return expected.get("usage") instanceof Map<?, ?> usage
            && usage.get(name) instanceof Number number
        ? number.longValue()
        : -1;
  }

  /** Returns the expected tool calls. */
  public List<Map<?, ?>> toolCalls() {
    return list(expected, "tool_calls").stream()
        .<Map<?, ?>>map(call -> (Map<?, ?>) Objects.requireNonNull(call))
        .toList();
  }

  /** Returns a list of expected texts. */
  public List<String> texts(String name) {
    return list(expected, name).stream().map(String::valueOf).toList();
  }

  /** Returns the expected error; null if none. */
  public @Nullable Object error() {
    return expected.get("error");
  }

  /**
   * Returns how the stream is expected to end, as far as can be told without knowing its dialect.
   */
  public Outcome outcome() {
    boolean done =
        expected.get("wire") instanceof Map<?, ?> wire
            && Boolean.TRUE.equals(wire.get("done_sentinel"));
    if (error() != null) {
      return Outcome.FAILED;
    }
    return finishReason() != null || done ? Outcome.COMPLETED : Outcome.INCOMPLETE;
  }

  @Override
  public String toString() {
    return file;
  }
}
