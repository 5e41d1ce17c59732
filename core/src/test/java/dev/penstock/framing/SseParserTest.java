package dev.penstock.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.framing.Frame.Kind;
import dev.penstock.framing.FrameParser.AtEnd;
import dev.penstock.framing.SseRun.Event;
import dev.penstock.framing.SseRun.Setup;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
final class SseParserTest {

  private static List<String> usage(List<byte[]> chunks) {
    var texts = new ArrayList<String>();
    // @start region="usage"
    var parser = SseParser.create();
    for (byte[] chunk : chunks) {
      parser.feed(chunk);
      while (parser.next()) {
        texts.add(parser.type() + ": " + parser.dataAsString());
      }
    }
    parser.end(AtEnd.DISCARD);
    // @end
    return texts;
  }

  @Test
  void it_is_used_like_this() {
    var chunks =
        List.of(SseText.utf8("data: a\n\nda"), SseText.utf8("ta: b\n\nevent: c\ndata: d\n\n"));
    assertThat(usage(chunks)).containsExactly("message: a", "message: b", "c: d");
  }

  @Nested
  class Bytes {
    @Test
    void an_event_in_one_chunk_is_a_slice_of_it() {
      byte[] chunk = SseText.utf8("id: 1\nevent: e\ndata: abc\nretry: 1\n\ndata: d\n\n");
      var parser = SseParser.create();
      parser.feed(chunk);
      assertThat(parser.next()).isTrue();
      assertThat(parser.data().array()).isSameAs(chunk);
      assertThat(parser.data().offset()).isEqualTo(21);
      assertThat(parser.data().length()).isEqualTo(3);
      assertThat(parser.next()).isTrue();
      assertThat(parser.data().array()).isSameAs(chunk);
      assertThat(parser.dataAsString()).isEqualTo("d");
    }

    @Test
    void data_is_a_slice_although_the_type_came_in_the_chunk_before() {
      byte[] chunk = SseText.utf8("nt: e\ndata: abc\n\n");
      var parser = SseParser.create();
      parser.feed(SseText.utf8("eve"));
      assertThat(parser.next()).isFalse();
      parser.feed(chunk);
      assertThat(parser.next()).isTrue();
      assertThat(parser.data().array()).isSameAs(chunk);
      assertThat(parser.type()).isEqualTo("e");
    }

    @Test
    void a_chunk_may_change_once_it_is_used_up() {
      byte[] chunk = SseText.utf8("event: e\nid: 1\ndata: abc\n");
      var parser = SseParser.create();
      parser.feed(chunk);
      assertThat(parser.next()).isFalse();
      Arrays.fill(chunk, (byte) 'x');
      parser.feed(SseText.utf8("\n"));
      assertThat(parser.next()).isTrue();
      assertThat(List.of(parser.type(), parser.id(), parser.dataAsString()))
          .containsExactly("e", "1", "abc");
    }

    @Test
    void a_direct_buffer_longer_than_a_piece_is_read_to_its_end_and_left_alone() {
      var text = "x".repeat(20_000);
      byte[] bytes = SseText.utf8("data: " + text + "\n\ndata: b\n\n");
      var chunk = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      var parser = SseParser.create();
      parser.feed(chunk);
      assertThat(parser.next()).isTrue();
      assertThat(parser.dataAsString()).isEqualTo(text);
      assertThat(parser.next()).isTrue();
      assertThat(parser.dataAsString()).isEqualTo("b");
      assertThat(parser.next()).isFalse();
      assertThat(chunk.remaining()).isEqualTo(bytes.length);
    }

    @Test
    void offsets_are_those_of_the_first_field() {
      var input = SseText.utf8("\uFEFF: c\nfoo\ndata: a\nid: 1\n\n\nid: 2\ndata: b\n\n");
      for (var splitting : Splitting.all(input)) {
        assertThat(SseRun.of(splitting, Setup.STRICT).events())
            .extracting(Event::offset)
            .containsExactly(11L, 27L);
      }
    }

    @Test
    void a_dispatch_does_not_wait_for_the_byte_after_a_cr() {
      var parser = SseParser.create();
      parser.feed(SseText.utf8("data: a\r\n\r"));
      assertThat(parser.next()).isTrue();
      assertThat(parser.next()).isFalse();
      parser.feed(SseText.utf8("\ndata: b\r\r"));
      assertThat(parser.next()).isTrue();
      assertThat(parser.dataAsString()).isEqualTo("b");
    }

    @Test
    void an_empty_slice_is_shown_before_the_first_event() {
      var parser = SseParser.create();
      assertThat(parser.next()).isFalse();
      assertThat(parser.data().isEmpty()).isTrue();
      assertThat(parser.type()).isEqualTo("message");
      assertThat(parser.id()).isEmpty();
      assertThat(parser.retry()).isEmpty();
    }
  }

  @Nested
  class Ends {
    @Test
    void a_flush_hands_out_the_pending_event_with_its_unterminated_line() {
      for (var end : List.of("", "\n", "\r", "\r\n")) {
        for (var splitting :
            Splitting.all(SseText.utf8("data: 0\n\nid: 1\nevent: e\ndata: a\ndata: b" + end))) {
          var run = SseRun.of(splitting, Setup.STRICT.with(AtEnd.FLUSH));
          assertThat(run.events()).last().isEqualTo(new Event(Kind.EVENT, "e", "1", "a\nb", 9));
        }
      }
    }

    @Test
    void a_flush_has_nothing_to_hand_out_without_data() {
      var parser = SseParser.create();
      parser.feed(SseText.utf8("data: a\n\nevent: e\nid: 1"));
      assertThat(parser.next()).isTrue();
      assertThat(parser.next()).isFalse();
      parser.end(AtEnd.FLUSH);
      assertThat(parser.next()).isFalse();
      assertThat(parser.id()).isEqualTo("1");
      assertThat(parser.next()).isFalse();
    }

    @Test
    void a_reset_forgets_all_but_id_and_retry() {
      for (var rest :
          List.of(
              "id: 2\nevent: e\ndata: x\n",
              "id: 2\ndata: x",
              "da",
              ": c",
              "\uFEFF",
              "data: b\n\r",
              "foo\nfo")) {
        var parser = SseParser.builder().strayLines(true).build();
        parser.feed(SseText.utf8("retry: 5\nid: 1\ndata: a\n\n" + rest));
        while (parser.next()) {
          assertThat(parser.data().isEmpty()).isFalse();
        }
        parser.reset();
        assertThat(parser.id()).isEqualTo("1");
        assertThat(parser.retry()).hasValue(5);
        parser.feed(SseText.utf8("\uFEFFdata: c\n\n"));
        assertThat(parser.next()).isTrue();
        assertThat(parser.kind()).isEqualTo(Kind.EVENT);
        assertThat(List.of(parser.type(), parser.id(), parser.dataAsString()))
            .containsExactly("message", "1", "c");
        assertThat(parser.offset()).isEqualTo(3);
      }
    }

    @Test
    void a_reset_is_possible_in_the_middle_of_a_chunk_and_after_a_failure_and_an_end() {
      var parser = SseParser.builder().maxFrameBytes(3).build();
      parser.feed(SseText.utf8("data: a\n\ndata: b\n\n"));
      assertThat(parser.next()).isTrue();
      parser.reset();
      parser.feed(SseText.utf8("data: abcd\n\n"));
      assertThatThrownBy(parser::next).isInstanceOf(FrameLimitException.class);
      assertThatThrownBy(parser::next).isInstanceOf(FrameLimitException.class);
      parser.reset();
      parser.end(AtEnd.DISCARD);
      assertThat(parser.next()).isFalse();
      parser.reset();
      parser.feed(SseText.utf8("data: abc\n\n"));
      assertThat(parser.next()).isTrue();
      assertThat(parser.dataAsString()).isEqualTo("abc");
    }
  }

  @Nested
  class StrayLines {
    @Test
    void they_are_ignored_unless_asked_for() {
      var run = SseRun.of(Splitting.whole(SseText.utf8("error: x\n\n")), Setup.STRICT);
      assertThat(run.events()).isEmpty();
    }

    @Test
    void a_run_of_them_is_one_frame() {
      check(
          "{\n  \"error\": {\n    \"code\": 1\n  }\n}\n\ndata: a\n\n",
          stray("{\n  \"error\": {\n    \"code\": 1\n  }\n}", 0),
          event("a", 36));
    }

    @Test
    void a_field_a_comment_a_blank_line_and_the_end_end_a_run() {
      check(
          "a\ndata: x\nb\n: c\nd\n\ne\n",
          stray("a", 0),
          stray("b", 10),
          stray("d", 16),
          event("x", 2),
          stray("e", 19));
    }

    @Test
    void they_leave_the_event_around_them_as_it_is() {
      var input = "id: 1\nevent: e\ndata: a\nerror: {}\ndata: b\n\n";
      check(input, stray("error: {}", 23), new Event(Kind.EVENT, "e", "1", "a\nb", 0));
    }

    @Test
    void they_have_the_last_event_id_and_no_type() {
      var input = "id: 1\ndata: a\n\nid: 2\nevent: e\noops\n\n";
      check(
          input,
          new Event(Kind.EVENT, "message", "1", "a", 0),
          new Event(Kind.STRAY, "message", "1", "oops", 30));
    }

    @Test
    void a_field_with_a_space_before_it_is_one() {
      check(" data: x\nData: y\n\n", stray(" data: x\nData: y", 0));
    }

    @Test
    void the_beginning_of_a_name_is_one_if_its_line_ends_there() {
      check("dat\nevents\ni\n\n", stray("dat\nevents\ni", 0));
    }

    @Test
    void bytes_that_began_like_a_byte_order_mark_are_one() {
      var input = new byte[] {(byte) 0xEF, (byte) 0xBB, '\n', 'x', '\n', '\n'};
      for (var splitting : Splitting.all(input)) {
        assertThat(SseRun.of(splitting, Setup.STRICT.withStrayLines()).events())
            .containsExactly(stray("\uFFFD\nx", 0));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":1}", "dat", "i", "retr", "datax", " data: x"})
    void an_unterminated_last_line_is_one_under_flush_only(String last) {
      for (var splitting : Splitting.all(SseText.utf8("data: a\n\nx\n" + last))) {
        var setup = Setup.STRICT.withStrayLines();
        assertThat(SseRun.of(splitting, setup).events())
            .containsExactly(event("a", 0), stray("x", 9));
        assertThat(SseRun.of(splitting, setup.with(AtEnd.FLUSH)).events())
            .containsExactly(event("a", 0), stray("x\n" + last, 9));
      }
    }

    @Test
    void an_unterminated_field_is_flushed_after_the_run_before_it() {
      for (var splitting : Splitting.all(SseText.utf8("x\ndata"))) {
        var run = SseRun.of(splitting, Setup.STRICT.withStrayLines().with(AtEnd.FLUSH));
        assertThat(run.events()).containsExactly(stray("x", 0), event("", 2));
      }
    }

    private static void check(String input, Event... expected) {
      for (var splitting : Splitting.all(SseText.utf8(input))) {
        var run = SseRun.of(splitting, Setup.STRICT.withStrayLines());
        assertThat(run.events()).as(splitting.name()).containsExactly(expected);
      }
    }

    private static Event stray(String data, long offset) {
      return new Event(Kind.STRAY, "message", "", data, offset);
    }

    private static Event event(String data, long offset) {
      return new Event(Kind.EVENT, "message", "", data, offset);
    }
  }

  @Nested
  class Limits {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "data: 0123456789\n\n",
          "data\ndata:\ndata: 01234567\n\n",
          "event: 01234\ndata: 56789\n\n",
          "id: 01234\ndata: 56789\n\n",
          "retry: 01234\ndata: 56789\n\n",
          "event: 0\nevent: 1\nevent: 2\ndata: 3\ndata: 45\ndata: 67\n\n",
          "0123456789\n\n",
          "012345678\n\n",
          "01234\n5678\n\n",
          "id: 0123456789\n",
          ":0123456789\n"
        })
    void what_is_kept_of_an_event_counts_and_nothing_else(String input) {
      int size = input.equals("012345678\n\n") ? 9 : 10;
      for (int limit = size - 1; limit <= size + 1; limit++) {
        var setup = new Setup(limit, "", true, true, AtEnd.DISCARD);
        for (var splitting : Splitting.all(SseText.utf8("data: x\n\n" + input))) {
          var run = SseRun.of(splitting, setup);
          assertThat(run.events()).startsWith(new Event(Kind.EVENT, "message", "", "x", 0));
          assertThat(run.failedAt())
              .as("%s, limit %d", splitting.name(), limit)
              .isEqualTo(limit < size ? 9L : null);
        }
      }
    }

    @Test
    void a_line_that_never_ends_fails_when_the_limit_is_reached() {
      for (var line :
          List.of("data: ", "event:", "id: ", "retry: ", "data: a\ndata: ", "stray", ":")) {
        var parser =
            new Setup(1000, "", true, true, AtEnd.DISCARD)
                .builder()
                .onComment(comment -> {})
                .build();
        parser.feed(SseText.utf8(line));
        assertThat(parser.next()).isFalse();
        assertThatThrownBy(
                () -> {
                  for (int fed = 0; fed < 2000; fed++) {
                    parser.feed(SseText.utf8("0"));
                    assertThat(parser.next()).isFalse();
                  }
                })
            .isInstanceOf(FrameLimitException.class);
      }
    }

    @Test
    void ignored_lines_have_no_limit() {
      var parser = SseParser.builder().maxFrameBytes(10).build();
      for (var line : List.of(":", "foo: ")) {
        parser.feed(SseText.utf8(line));
        assertThat(parser.next()).isFalse();
        for (int chunk = 0; chunk < 100; chunk++) {
          parser.feed(SseText.utf8("x".repeat(100)));
          assertThat(parser.next()).isFalse();
        }
        parser.feed(SseText.utf8("\ndata: a\n\n"));
        assertThat(parser.next()).isTrue();
        assertThat(parser.next()).isFalse();
      }
    }

    @Test
    void empty_lines_of_data_count() {
      byte[] lines = SseText.utf8("data:\n".repeat(100_000) + "\n");
      assertThat(run(lines, 99_999).events()).hasSize(1);
      assertThat(run(lines, 99_998).failedAt()).isEqualTo(0);
      assertThat(run(lines, 65_536).failedAt()).isEqualTo(0);
    }

    @Test
    void the_failure_names_the_event() {
      var parser = SseParser.builder().maxFrameBytes(5).build();
      parser.feed(SseText.utf8("data: a\n\nid: 1\ndata: 012345\n\n"));
      assertThat(parser.next()).isTrue();
      assertThatThrownBy(parser::next)
          .isInstanceOfSatisfying(
              FrameLimitException.class,
              e -> {
                assertThat(e.limit()).isEqualTo(5);
                assertThat(e.offset()).isEqualTo(9);
              });
    }

    @Test
    void a_limit_below_one_is_refused() {
      assertThatThrownBy(() -> SseParser.builder().maxFrameBytes(0))
          .isInstanceOf(IllegalArgumentException.class);
    }

    private static SseRun run(byte[] input, int limit) {
      return SseRun.of(
          Splitting.every(1000, input), new Setup(limit, "", false, false, AtEnd.DISCARD));
    }
  }

  @Nested
  class Costs {
    @Test
    void ten_mebibytes_in_chunks_of_one_byte_are_one_event() {
      int size = 10 << 20;
      var parser = SseParser.create();
      feedSingly(parser, SseText.utf8("data: "));
      byte[] x = {'x'};
      for (int i = 0; i < size; i++) {
        parser.feed(x);
        assertFalse(parser.next());
      }
      parser.feed(SseText.utf8("\n"));
      assertFalse(parser.next());
      parser.feed(SseText.utf8("\n"));
      assertThat(parser.next()).isTrue();
      assertThat(parser.data().length()).isEqualTo(size);
    }

    @Test
    void a_million_lines_of_data_in_chunks_of_one_byte_are_one_event() {
      var parser = SseParser.create();
      byte[] line = SseText.utf8("data:x\n");
      for (int i = 0; i < 1_000_000; i++) {
        feedSingly(parser, line);
      }
      parser.feed(SseText.utf8("\n"));
      assertThat(parser.next()).isTrue();
      assertThat(parser.data().length()).isEqualTo(1_999_999);
    }

    @Test
    void types_that_were_there_before_are_the_same_strings() {
      var parser = SseParser.create();
      var input = SseText.utf8("event: a\ndata: 1\n\nevent: bé\ndata: 2\n\n");
      var seen = new ArrayList<String>();
      for (int round = 0; round < 2; round++) {
        parser.feed(input);
        while (parser.next()) {
          seen.add(parser.type());
        }
      }
      assertThat(seen.get(2)).isSameAs(seen.get(0));
      assertThat(seen.get(3)).isSameAs(seen.get(1)).isEqualTo("bé");
    }

    @Test
    void any_number_of_types_is_right() {
      var parser = SseParser.create();
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 1000; i++) {
          var type = "t".repeat(i % 100) + i;
          parser.feed(SseText.utf8("event: " + type + "\ndata\n\n"));
          assertThat(parser.next()).isTrue();
          assertThat(parser.type()).isEqualTo(type);
          assertThat(parser.next()).isFalse();
        }
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 64, 8192})
    void events_cost_no_memory(int chunk) {
      byte[] body =
          SseText.utf8(
              "event: content_block_delta\ndata: {\"text\":\"a\"}\n\nevent: ping\ndata: {}\n\ndata: a\ndata: b\n\n"
                  .repeat(1000));
      var parser = SseParser.create();
      var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 20; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        int events = countEvents(parser, body, chunk);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        assertThat(events).isEqualTo(3000);
      }
      assertThat(least).isLessThan(3000);
    }

    private static int countEvents(SseParser parser, byte[] body, int chunk) {
      int events = 0;
      for (int from = 0; from < body.length; from += chunk) {
        parser.feed(body, from, Math.min(chunk, body.length - from));
        while (parser.next()) {
          events += parser.type().isEmpty() || parser.data().isEmpty() ? 0 : 1;
        }
      }
      return events;
    }

    private static void feedSingly(SseParser parser, byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        parser.feed(bytes, i, 1);
        assertFalse(parser.next());
      }
    }

    private static void assertFalse(boolean condition) {
      if (condition) {
        throw new AssertionError("an event too many");
      }
    }
  }

  @Nested
  class Comments {
    @Test
    void they_are_heard_whole_and_in_order_with_the_events() {
      var input = SseText.utf8(": ping\ndata: a\n\n:b: c\n:\n");
      for (var splitting : Splitting.all(input)) {
        assertThat(SseRun.of(splitting, Setup.STRICT).comments())
            .containsExactly(" ping", "b: c", "");
      }
    }

    @Test
    void a_listener_that_throws_does_not_hear_the_comment_again() {
      var heard = new ArrayList<String>();
      var parser =
          SseParser.builder()
              .onComment(comment -> {
                heard.add(comment.toString());
                throw new IllegalStateException("no");
              })
              .build();
      parser.feed(SseText.utf8(":a\ndata: b\n\n"));
      assertThatThrownBy(parser::next).isInstanceOf(IllegalStateException.class);
      assertThat(parser.next()).isTrue();
      assertThat(heard).containsExactly("a");
    }
  }
}
