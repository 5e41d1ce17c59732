package dev.penstock.testkit;

import dev.penstock.spi.Backend;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link Backend} has to do, as tests: extend this class by one that makes yours, and
 * run it with JUnit 5.
 *
 * {@snippet :
 * final class MyBackendTest extends BackendContract {
 *   @Override
 *   protected Backend createBackend() {
 *     return new MyBackend();
 *   }
 * }
 * }
 *
 * <p>Each test has a server and a backend of its own, and after each nothing may be left of it: no
 * thread, no virtual thread, no socket. The tests that count the bytes which the backend took from
 * the network run on Linux, and are skipped elsewhere. Tests that run at the same time in the same
 * JVM disturb it.
 *
 * <p>To run it over TLS too, extend it once more, with another {@link #transport} and {@link
 * #createBackend(SSLContext)}.
 */
public abstract class BackendContract {

  /** How the suite's servers speak. */
  public enum Transport {
    /** HTTP/1.1 in clear text. */
    CLEARTEXT,
    /** HTTP/1.1 over TLS. */
    TLS,
    /** HTTP/2 over TLS, by ALPN. Needs Jetty's HTTP/2 server and its ALPN on the path. */
    HTTP2,
    /** HTTP/2 in clear text, with prior knowledge. Needs Jetty's HTTP/2 server on the path. */
    HTTP2_CLEARTEXT;

    boolean isSecure() {
      return this == TLS || this == HTTP2;
    }

    boolean isHttp2() {
      return this == HTTP2 || this == HTTP2_CLEARTEXT;
    }
  }

  /** For subclasses. */
  protected BackendContract() {}

  /** {@return a new backend with default settings, for the suite to close} */
  protected abstract Backend createBackend();

  /**
   * {@return a new backend with default settings but for TLS, for the suite to close} Called if
   * {@link #transport} says so.
   *
   * @param trusted trusts the suite's server
   */
  protected Backend createBackend(SSLContext trusted) {
    throw new UnsupportedOperationException(
        "override createBackend(SSLContext) for a transport over TLS");
  }

  /** {@return how the suite's servers speak; clear text if this is not overridden} */
  protected Transport transport() {
    return Transport.CLEARTEXT;
  }

  /**
   * {@return how many bytes the backend may hold, all in all, of a response that comes as fast as
   * it can and is not read: one receive buffer of 16 KiB and a little if this is not overridden}
   */
  protected int mayHold() {
    return 20 << 10;
  }

  /**
   * {@return whether the backend reads ahead of its reader, up to {@link #mayHold}} If not, as when
   * this is not overridden, it takes nothing from the network until it is asked.
   */
  protected boolean readsAhead() {
    return false;
  }

  /** What becomes of requests. */
  @Nested
  @DisplayName("requests")
  class Requests extends RequestContract {
    Requests() {
      super(BackendContract.this);
    }
  }

  /** What is made of answers. */
  @Nested
  @DisplayName("answers")
  class Answers extends AnswerContract {
    Answers() {
      super(BackendContract.this);
    }
  }

  /** What goes wrong. */
  @Nested
  @DisplayName("failures")
  class Failures extends FailureContract {
    Failures() {
      super(BackendContract.this);
    }
  }

  /** Waiting, for a time and until interrupted. */
  @Nested
  @DisplayName("waiting")
  class Waiting extends WaitingContract {
    Waiting() {
      super(BackendContract.this);
    }
  }

  /** Closing. */
  @Nested
  @DisplayName("closing")
  class Closing extends ClosingContract {
    Closing() {
      super(BackendContract.this);
    }
  }

  /** Calls of a client over it. */
  @Nested
  @DisplayName("calls")
  class Calls extends CallContract {
    Calls() {
      super(BackendContract.this);
    }
  }

  /** Who sets the pace. */
  @Nested
  @DisplayName("back-pressure")
  class BackPressure extends BackPressureContract {
    BackPressure() {
      super(BackendContract.this);
    }
  }

  /** Threads, sockets, connections. */
  @Nested
  @DisplayName("resources")
  class Resources extends ResourceContract {
    Resources() {
      super(BackendContract.this);
    }
  }
}
