package dev.penstock.jmh.load;

/** The reader of one stream of {@link LiveServer}'s: checks that each event is the next one. */
final class Lane implements LoadClient.Reader {
  private final Ledger ledger;
  private int next;

  Lane(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void text(String text) {
    if (text.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    int space = text.indexOf(' ');
    ledger.delivered.incrementAndGet();
    ledger.sample(now - Long.parseLong(text, space + 1, text.length(), 10));
    if (Integer.parseInt(text, 0, space, 10) != next) {
      ledger.wrong.incrementAndGet();
    }
    next++;
    if (next == 1) {
      ledger.begun.release();
    }
  }

  @Override
  public void whole() {
    ledger.over.release();
  }

  @Override
  public void failed(Throwable failure) {
    ledger.failure = failure;
    ledger.failed.incrementAndGet();
    if (next == 0) {
      ledger.begun.release();
    }
    ledger.over.release();
  }
}
