package dev.penstock.backend.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.backend.jdk.Delivery.Mark;
import dev.penstock.spi.TransportException;
import dev.penstock.spi.TransportException.Phase;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ChunkQueueTest {
  private static final int BOUND = 4096;
  private static final int CHUNK = BOUND / 4;
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final BufferPool pool = new BufferPool();
  private final ChunkQueue queue = new ChunkQueue(pool, BOUND);

  private static List<ByteBuffer> bytes(String text) {
    return List.of(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  /** Takes the next chunk, which is there or soon will be. */
  private PooledChunk next() throws InterruptedException {
    if (queue.poll(TimeUnit.SECONDS.toNanos(5)) instanceof PooledChunk chunk) {
      return chunk;
    }
    throw new AssertionError("no chunk");
  }

  private static byte[] taken(PooledChunk chunk) {
    var bytes = new byte[chunk.bytes().remaining()];
    chunk.bytes().get(bytes);
    chunk.release();
    return bytes;
  }

  @Test
  void pieces_come_out_as_one_chunk() throws Exception {
    assertThat(
            queue.put(List.of(ByteBuffer.wrap(new byte[] {1}), ByteBuffer.wrap(new byte[] {2, 3}))))
        .isTrue();
    assertThat(taken(next())).containsExactly(1, 2, 3);
    assertThat(queue.poll(0)).isNull();
    assertThat(pool.lent()).isZero();
  }

  @Test
  void empty_pieces_are_nothing() throws Exception {
    assertThat(queue.put(List.of(ByteBuffer.allocate(0)))).isTrue();
    assertThat(
            queue.put(
                List.of(
                    ByteBuffer.allocate(0),
                    ByteBuffer.wrap(new byte[] {7}),
                    ByteBuffer.allocate(0))))
        .isTrue();
    assertThat(taken(next())).containsExactly(7);
    assertThat(queue.poll(0)).isNull();
  }

  @Test
  void a_queue_is_empty_when_the_reader_comes_back_for_more() throws Exception {
    assertThat(queue.put(bytes("one"))).isTrue();
    var filler = CompletableFuture.runAsync(queue::awaitEmpty, THREADS);
    var chunk = next();
    assertThat(taken(chunk)).hasSize(3);
    assertThat(filler).as("the reader has a chunk in hand").isNotDone();
    assertThat(queue.poll(0)).isNull();
    await().until(filler::isDone);
  }

  @Test
  void closing_wakes_a_filler_that_waits_for_the_reader() {
    assertThat(queue.put(bytes("one"))).isTrue();
    var filler = CompletableFuture.runAsync(queue::awaitEmpty, THREADS);
    queue.close();
    await().until(filler::isDone);
  }

  @Test
  void a_full_queue_holds_the_filler_up_until_there_is_room() throws Exception {
    var filler =
        CompletableFuture.supplyAsync(() -> queue.put(bytes("x".repeat(BOUND + 1))), THREADS);
    await().until(() -> pool.lent() == 4);
    assertThat(filler).isNotDone();
    var chunk = next();
    assertThat(filler).as("the reader's chunk counts").isNotDone();
    assertThat(taken(chunk)).hasSize(CHUNK);
    assertThat(taken(next())).hasSize(CHUNK);
    assertThat(filler.get(5, TimeUnit.SECONDS)).isTrue();
  }

  /** A reader that takes two before it gives the first back must not wait for ever. */
  @Test
  void who_asks_for_the_next_chunk_may_still_hold_the_last() throws Exception {
    var filler =
        CompletableFuture.supplyAsync(() -> queue.put(bytes("x".repeat(3 * CHUNK))), THREADS);
    var first = next();
    var second = next();
    var third = next();
    assertThat(List.of(taken(third), taken(second), taken(first)))
        .allMatch(bytes -> bytes.length == CHUNK);
    assertThat(filler.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(pool.lent()).isZero();
  }

  @Test
  void small_chunks_never_take_more_memory_than_the_bound() {
    var filler =
        CompletableFuture.runAsync(
            () -> IntStream.range(0, 100).forEach(i -> queue.put(bytes("tiny"))), THREADS);
    await().until(() -> pool.lent() == BOUND / BufferPool.SMALLEST);
    assertThat(filler).isNotDone();
    queue.close();
    await().until(filler::isDone);
  }

  @Test
  void closing_frees_a_filler_that_waits_and_all_buffers_but_the_readers() throws Exception {
    queue.put(bytes("mine"));
    var mine = next();
    var filler =
        CompletableFuture.supplyAsync(() -> queue.put(bytes("x".repeat(9 * BOUND))), THREADS);
    await().until(() -> pool.lent() > 1);
    queue.close();
    assertThat(filler.get(5, TimeUnit.SECONDS)).isFalse();
    assertThat(pool.lent()).isEqualTo(1);
    assertThat(taken(mine)).asString(UTF_8).isEqualTo("mine");
    assertThat(queue.poll(0)).isEqualTo(Mark.CLOSED);
  }

  @Test
  void a_failure_comes_after_the_chunks_before_it() throws Exception {
    var failure = new TransportException(Phase.BODY, "broke off", null);
    queue.put(bytes("one"));
    queue.fail(failure);
    assertThat(taken(next())).asString(UTF_8).isEqualTo("one");
    assertThat(queue.poll(0)).isEqualTo(new Delivery.Broken(failure));
  }

  @Test
  void a_chunk_is_released_once() throws Exception {
    queue.put(bytes("one"));
    var chunk = next();
    chunk.release();
    assertThatThrownBy(chunk::release).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(chunk::bytes).isInstanceOf(IllegalStateException.class);
    assertThat(pool.lent()).isZero();
  }

  @Test
  void buffers_are_used_again() throws Exception {
    queue.put(bytes("one"));
    var first = next();
    var buffer = first.bytes();
    first.release();
    queue.put(bytes("two"));
    assertThat(next().bytes()).isSameAs(buffer);
  }

  @Test
  void a_buffer_fits_its_bytes() {
    for (int bytes = 1; bytes <= BufferPool.LARGEST; bytes++) {
      int size = BufferPool.sizeFor(bytes);
      assertThat(size >= bytes && (size < 2 * bytes || size == BufferPool.SMALLEST)).isTrue();
    }
  }

  /** Filler, reader and closer at once, many times over: bytes in order, and every buffer back. */
  @Test
  void whoever_is_first_every_buffer_comes_back() throws Exception {
    var random = new Random(17);
    for (int round = 0; round < 300; round++) {
      var fresh = new ChunkQueue(pool, 1024);
      long seed = random.nextLong();
      var filler = CompletableFuture.runAsync(() -> fill(fresh, new Random(seed)), THREADS);
      var reader = CompletableFuture.supplyAsync(() -> drain(fresh), THREADS);
      int delay = random.nextInt(2000);
      var closer =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < delay; i++) {
                  Thread.onSpinWait();
                }
                fresh.close();
              },
              THREADS);
      CompletableFuture.allOf(filler, closer).get(10, TimeUnit.SECONDS);
      var read = reader.get(10, TimeUnit.SECONDS);
      assertThat(IntStream.range(0, read.length).allMatch(i -> read[i] == (byte) i)).isTrue();
      assertThat(pool.lent()).as("round %s", round).isZero();
    }
  }

  private static void fill(ChunkQueue queue, Random random) {
    int next = 0;
    while (true) {
      var piece = new byte[1 + random.nextInt(3000)];
      for (int i = 0; i < piece.length; i++) {
        piece[i] = (byte) next++;
      }
      if (!queue.put(List.of(ByteBuffer.wrap(piece)))) {
        return;
      }
    }
  }

  private static byte[] drain(ChunkQueue queue) {
    var read = new ByteArrayOutputStream();
    try {
      while (queue.poll(TimeUnit.SECONDS.toNanos(5)) instanceof PooledChunk chunk) {
        read.writeBytes(taken(chunk));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return read.toByteArray();
  }
}
