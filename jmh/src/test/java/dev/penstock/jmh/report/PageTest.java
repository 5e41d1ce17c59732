package dev.penstock.jmh.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class PageTest {
  private static final String PAGE = "a\n<!-- cold -->\nold\n<!-- end of cold -->\nb";

  @Test
  void what_stands_around_a_part_is_kept() {
    assertThat(Page.with(PAGE, "cold", "new\n"))
        .isEqualTo("a\n<!-- cold -->\n\nnew\n\n<!-- end of cold -->\nb");
  }

  @Test
  void filling_a_part_again_changes_nothing_more() {
    var once = Page.with(PAGE, "cold", "new\n");

    assertThat(Page.with(once, "cold", "new\n")).isEqualTo(once);
  }

  @Test
  void a_page_without_the_marks_is_refused_with_what_it_needs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Page.with(PAGE, "scale", ""))
        .withMessageContaining("no place for scale")
        .withMessageContaining("<!-- scale -->")
        .withMessageContaining("<!-- end of scale -->");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Page.with("<!-- end of cold -->\n<!-- cold -->\n", "cold", ""));
  }
}
