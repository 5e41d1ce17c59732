package dev.penstock.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the samples of a document to the code that is compiled and tested. */
final class DocumentationTest {
  private static final Path DOCUMENT = Path.of("../docs/writing-a-normalizer.md");
  private static final Path TESTS = Path.of("src/test/java/dev/penstock");
  private static final List<String> SOURCES =
      List.of("json/JsonNormalizerTest.java", "openai/ThinkingTagsTest.java");
  private static final Pattern REGION =
      Pattern.compile("// @start region=\"(\\w+)\"\\n(.*?)// @end", Pattern.DOTALL);
  private static final Pattern SAMPLE =
      Pattern.compile("<!-- (\\w+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void every_sample_is_a_region_of_a_test() throws IOException {
    var regions = regions();
    var document = Files.readString(DOCUMENT);
    var samples = SAMPLE.matcher(document);
    int count = 0;
    while (samples.find()) {
      var name = samples.group(1);
      assertThat(regions).as("region %s", name).containsKey(name);
      assertThat(samples.group(2).strip()).as(name).isEqualTo(regions.get(name));
      count++;
    }
    assertThat(count).isEqualTo(document.split("```java", -1).length - 1).isPositive();
  }

  private static Map<String, String> regions() throws IOException {
    var regions = new HashMap<String, String>();
    for (var source : SOURCES) {
      var region = REGION.matcher(Files.readString(TESTS.resolve(source)));
      while (region.find()) {
        assertThat(regions.put(region.group(1), region.group(2).stripIndent().strip())).isNull();
      }
    }
    return regions;
  }
}
