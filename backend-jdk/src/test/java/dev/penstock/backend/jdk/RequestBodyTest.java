package dev.penstock.backend.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RequestBodyTest {
  private static final byte[] BYTES = new byte[100_001];

  static {
    new Random(17).nextBytes(BYTES);
  }

  private final RequestBody body = new RequestBody(ByteBuffer.wrap(BYTES).asReadOnlyBuffer());

  /** Takes a body as it asks for it, some pieces at the beginning and some at each piece. */
  private static final class Taker implements Subscriber<ByteBuffer> {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final long first;
    private final long then;
    private @Nullable Subscription subscription;
    private @Nullable Throwable failure;
    private int pieces;
    private int ends;

    Taker(long first, long then) {
      this.first = first;
      this.then = then;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      this.subscription = subscription;
      subscription.request(first);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      pieces++;
      var bytes = new byte[piece.remaining()];
      piece.get(bytes);
      taken.writeBytes(bytes);
      if (then > 0 && subscription != null) {
        subscription.request(then);
      }
    }

    @Override
    public void onError(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public void onComplete() {
      ends++;
    }
  }

  private Taker taken(long first, long then) {
    var taker = new Taker(first, then);
    body.subscribe(taker);
    return taker;
  }

  @Test
  void it_comes_whole_however_it_is_asked_for() {
    for (long first : new long[] {1, 2, Long.MAX_VALUE}) {
      for (long then : new long[] {1, 3, Long.MAX_VALUE}) {
        var taker = taken(first, then);
        assertThat(taker.taken.toByteArray()).isEqualTo(BYTES);
        assertThat(taker.ends).isEqualTo(1);
        assertThat(taker.failure).isNull();
      }
    }
    assertThat(body.contentLength()).isEqualTo(BYTES.length);
  }

  @Test
  void no_more_comes_than_was_asked_for() {
    var taker = taken(3, 0);
    assertThat(taker.pieces).isEqualTo(3);
    assertThat(taker.ends).isZero();
  }

  @Test
  void to_ask_for_less_than_nothing_is_an_error() {
    assertThat(taken(0, 0).failure).isInstanceOf(IllegalArgumentException.class);
  }
}
