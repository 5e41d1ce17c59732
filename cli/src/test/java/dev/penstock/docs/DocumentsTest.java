package dev.penstock.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the documents to what is there: each Java sample is a region of a source that is compiled
 * with the tests, named in a comment before it, and each link leads to a file.
 */
final class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern REGION =
      Pattern.compile("// @start region=\"([\\w-]+)\"\\R(.*?)// @end", Pattern.DOTALL);
  private static final Pattern SAMPLE =
      Pattern.compile("<!-- (\\w+#[\\w-]+) -->\\R```java\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)");
  private static final Map<String, String> REGIONS = regions();

  static List<Path> documents() throws IOException {
    try (var files = Files.list(ROOT.resolve("docs"));
        var top = Files.list(ROOT)) {
      return Stream.concat(files, top).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void every_sample_is_compiled_and_tested(Path document) throws IOException {
    var text = Files.readString(document);
    var samples = SAMPLE.matcher(text);
    int count = 0;
    while (samples.find()) {
      var name = samples.group(1);
      assertThat(REGIONS).as("regions of sources").containsKey(name);
      assertThat(samples.group(2).strip()).as(name).isEqualTo(REGIONS.get(name));
      count++;
    }
    assertThat(count).as("samples that name their region").isEqualTo(countOf("```java", text));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void every_link_leads_somewhere(Path document) throws IOException {
    var missing = new ArrayList<String>();
    var links = LINK.matcher(Files.readString(document));
    while (links.find()) {
      if (!Files.exists(document.resolveSibling(links.group(1)))) {
        missing.add(links.group(1));
      }
    }
    assertThat(missing).isEmpty();
  }

  private static int countOf(String wanted, String text) {
    int count = 0;
    for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      count++;
    }
    return count;
  }

  /** {@return the regions of all sources, by the simple name of their file and their own} */
  private static Map<String, String> regions() {
    var regions = new HashMap<String, String>();
    try (var files = Files.walk(ROOT, 12)) {
      for (var file : files.filter(DocumentsTest::isSource).toList()) {
        var region = REGION.matcher(Files.readString(file));
        var type = file.getFileName().toString().replace(".java", "");
        while (region.find()) {
          regions.put(type + "#" + region.group(1), region.group(2).stripIndent().strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return regions;
  }

  private static boolean isSource(Path file) {
    var path = ROOT.relativize(file).toString().replace('\\', '/');
    return path.endsWith(".java") && path.contains("/src/") && !path.contains("/target/");
  }
}
