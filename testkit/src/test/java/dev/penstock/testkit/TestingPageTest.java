package dev.penstock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every Java sample of docs/testing.md is a region of a test. */
final class TestingPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SAMPLE = Pattern.compile("(?s)```java\n(.*?)\n```");
  private static final Pattern REGION =
      Pattern.compile("(?s)// @start region=\"[^\"]+\"\n(.*?)\n *// @end");

  @Test
  void each_sample_is_a_region_of_a_compiled_test() throws IOException {
    var regions = new HashSet<String>();
    for (var module : List.of("testkit", "normalizers")) {
      regions.addAll(regions(ROOT.resolve(module).resolve("src/test/java")));
    }
    var samples =
        SAMPLE.matcher(Files.readString(ROOT.resolve("docs/testing.md"))).results().toList();

    assertThat(samples)
        .hasSizeGreaterThanOrEqualTo(9)
        .allSatisfy(sample -> assertThat(regions).contains(sample.group(1)));
  }

  private static Set<String> regions(Path folder) throws IOException {
    var regions = new HashSet<String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        REGION
            .matcher(Files.readString(file))
            .results()
            .forEach(region -> regions.add(region.group(1).stripTrailing().stripIndent().strip()));
      }
    }
    return regions;
  }
}
