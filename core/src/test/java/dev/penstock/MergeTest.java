package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.penstock.FakeBackend.Answer;
import dev.penstock.MergedStream.Tagged;
import dev.penstock.StreamEvent.TextDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class MergeTest {
  private final List<FakeBackend> backends = new ArrayList<>();
  private final Penstock penstock =
      Penstock.builder().options(o -> o.withRetry(RetryPolicy.NONE)).build();

  @AfterEach
  void nothing_is_left() {
    penstock.close();
    for (var backend : backends) {
      await().untilAsserted(() -> assertThat(backend.lent).hasValue(0));
    }
  }

  private MergedStream<StreamEvent> merge(Answer... answers) {
    var streams = new ArrayList<EventStream>();
    for (var answer : answers) {
      var backend = new FakeBackend().answer(answer);
      backends.add(backend);
      streams.add(penstock.open(LineDialect.request().withBackend(backend)));
    }
    return Streams.merge(streams);
  }

  @Test
  void every_item_comes_once_with_its_source_and_in_its_sources_order() {
    var all = new ArrayList<Tagged<StreamEvent>>();
    try (var merged =
        merge(
            new Answer().sse("text a", "text b", "finish stop", "end").end(),
            new Answer().sse("text c", "finish stop", "end").end())) {
      merged.forEachRemaining(all::add);
    }
    var bySource =
        all.stream()
            .filter(tagged -> tagged.item() instanceof TextDelta)
            .collect(
                Collectors.groupingBy(
                    Tagged::source,
                    Collectors.mapping(t -> ((TextDelta) t.item()).value(), Collectors.joining())));
    assertThat(all).hasSize(5);
    assertThat(bySource).containsEntry(0, "ab").containsEntry(1, "c");
  }

  @Test
  void a_source_is_read_one_item_ahead_and_no_more() {
    try (var merged = merge(new Answer().sse("text a", "text b", "text c", "text d").silence())) {
      var reads = backends.getFirst().exchanges.getFirst().reads;
      await().untilAsserted(() -> assertThat(reads).hasValue(1));
      assertThat(merged.next().item()).isEqualTo(new TextDelta("a"));
      await().untilAsserted(() -> assertThat(reads).hasValue(2));
      assertThat(merged.next().item()).isEqualTo(new TextDelta("b"));
      await().untilAsserted(() -> assertThat(reads).hasValue(3));
    }
  }

  @Test
  void a_fast_source_does_not_starve_a_slow_one() {
    var flood = new Answer();
    for (int i = 0; i < 1000; i++) {
      flood.sse("text f");
    }
    try (var merged = merge(flood.silence(), new Answer().sse("text s").silence())) {
      var slow = backends.getLast().exchanges.getFirst();
      await().untilAsserted(() -> assertThat(slow.reads).hasValue(1));
      var first = new ArrayList<Integer>();
      for (int i = 0; i < 500; i++) {
        first.add(merged.next().source());
      }
      assertThat(first).contains(1);
    }
  }

  @Test
  void a_failure_closes_the_others_and_says_whose_it_was() {
    try (var merged =
        merge(new Answer().silence(), new Answer().sse("text a", "error full").silence())) {
      assertThat(merged.next()).isEqualTo(new Tagged<StreamEvent>(1, new TextDelta("a")));
      var e = catchThrowableOfType(MergeException.class, merged::hasNext);
      assertThat(e.source()).isEqualTo(1);
      assertThat(e).hasCauseInstanceOf(ProviderErrorException.class);
      assertThat(backends.getFirst().exchanges).allMatch(FakeBackend.FakeExchange::isClosed);
      assertThatThrownBy(merged::hasNext).isSameAs(e);
    }
  }

  @Test
  void closing_from_another_thread_wakes_the_reader() {
    var merged = merge(new Answer().silence(), new Answer().silence());
    var reader = CompletableFuture.supplyAsync(() -> catchThrowable(merged::hasNext));
    merged.close();
    assertThat(reader.join()).isInstanceOf(StreamCancelledException.class);
    assertThat(backends).allMatch(b -> b.exchanges.getFirst().isClosed());
  }

  @Test
  void nothing_merged_is_complete() {
    try (var merged = merge()) {
      assertThat(merged.hasNext()).isFalse();
    }
  }
}
