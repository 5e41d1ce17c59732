package dev.penstock.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the documents to what is there: each Java sample is a region of a source that is compiled,
 * and each link leads to a file.
 */
final class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern REGION =
      Pattern.compile("// @start region=\"[\\w-]+\"\\R(.*?)// @end", Pattern.DOTALL);
  private static final Pattern SAMPLE = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)");
  private static final Set<String> REGIONS = regions();

  static List<Path> documents() throws IOException {
    try (var files = Files.list(ROOT.resolve("docs"));
        var top = Files.list(ROOT)) {
      return Stream.concat(files, top).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void every_sample_is_compiled_and_tested(Path document) throws IOException {
    var samples = SAMPLE.matcher(Files.readString(document)).results();
    assertThat(samples.map(sample -> sample.group(1).strip()))
        .allSatisfy(sample -> assertThat(REGIONS).contains(sample));
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

  private static Set<String> regions() {
    var regions = new HashSet<String>();
    try (var files = Files.walk(ROOT)) {
      for (var file : files.filter(DocumentsTest::isSource).toList()) {
        var found = REGION.matcher(Files.readString(file)).results();
        found.forEach(region -> regions.add(region.group(1).stripIndent().strip()));
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
