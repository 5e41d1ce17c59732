package dev.penstock.testkit;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.BodyRead;
import dev.penstock.spi.Exchange;
import dev.penstock.spi.ResponseHead;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A good backend whose exchanges somebody spoils. */
final class SpoiltBackend implements Backend {
  private final Backend good = new SocketBackend();
  private final UnaryOperator<Exchange> spoiler;

  SpoiltBackend(UnaryOperator<Exchange> spoiler) {
    this.spoiler = spoiler;
  }

  @Override
  public String name() {
    return "spoilt";
  }

  @Override
  public Exchange begin(BackendRequest request) {
    return spoiler.apply(good.begin(request));
  }

  @Override
  public void close() {
    good.close();
  }

  /** An exchange that is not spoilt yet. */
  static class Whole implements Exchange {
    private final Exchange good;

    Whole(Exchange good) {
      this.good = good;
    }

    @Override
    public @Nullable ResponseHead awaitHead(long nanos) throws IOException, InterruptedException {
      return good.awaitHead(nanos);
    }

    @Override
    public BodyRead read(long nanos) throws IOException, InterruptedException {
      return good.read(nanos);
    }

    @Override
    public void close() {
      good.close();
    }
  }
}
