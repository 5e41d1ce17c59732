package dev.penstock.jmh.faults;

import java.time.Duration;

/** A client library, used as its documentation says. */
public interface Client {

  /**
   * Makes ready what asks a server for an answer.
   *
   * @param terms where to ask, and for how long to wait
   * @return asks when it is called
   */
  Call prepare(Terms terms);

  /** {@return whether it calls back, on threads of its own, instead of blocking the reader} */
  default boolean callsBack() {
    return false;
  }

  /**
   * What a client is to be set to, as far as it has settings for it.
   *
   * @param url the server's root
   * @param retries how often a request may be sent again
   * @param read the longest wait for bytes
   * @param stalled the longest wait for an event
   * @param total the longest wait for everything
   */
  record Terms(String url, int retries, Duration read, Duration stalled, Duration total) {
    static Terms of(Act act, int retries, String url) {
      // Where the program ends the stream, nothing else must.
      return act.ends()
          ? new Terms(url, retries, Waits.LONG, Waits.LONG, Waits.LONG)
          : new Terms(url, retries, Waits.READ, Waits.STALLED, Waits.TOTAL);
    }
  }

  /** One request and its answer. */
  interface Call {
    /**
     * Asks and reads, telling what comes. One that blocks returns at the end of the answer; one
     * that calls back tells the end.
     *
     * @param watch is told
     * @throws Exception what the program gets
     */
    void read(Watch watch) throws Exception;
  }
}
