package dev.penstock.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The samples in docs/providers.md are regions of tests, word for word. */
final class ProvidersPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SAMPLE =
      Pattern.compile("<!-- (\\S+) (\\S+) -->\n```java\n(.*?)\n```", Pattern.DOTALL);

  @Test
  void each_sample_is_a_region_of_a_test() throws IOException {
    var page = Files.readString(ROOT.resolve("docs/providers.md"));
    var samples = SAMPLE.matcher(page);
    int found = 0;
    while (samples.find()) {
      found++;
      var source = Files.readString(ROOT.resolve(samples.group(1)));
      assertThat(samples.group(3)).isEqualTo(region(source, samples.group(2)));
    }
    assertThat(found).isEqualTo(page.split("```java", -1).length - 1).isPositive();
  }

  private static String region(String source, String name) {
    var start = "// @start region=\"" + name + "\"\n";
    int from = source.indexOf(start) + start.length();
    int to = source.lastIndexOf('\n', source.indexOf("// @end", from));
    assertThat(source).contains(start);
    return source.substring(from, to).stripIndent().stripTrailing();
  }
}
