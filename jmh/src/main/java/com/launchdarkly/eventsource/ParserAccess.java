package com.launchdarkly.eventsource;

import com.launchdarkly.logging.LDLogger;
import com.launchdarkly.logging.Logs;
import java.io.InputStream;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Reaches the parser of okhttp-eventsource, which is package-private, without the client around it.
 */
@NullMarked
public final class ParserAccess {
  /** What the client uses by default. */
  private static final int BUFFER = 1000;

  private static final LDLogger SILENT = LDLogger.withAdapter(Logs.none(), "");
  private static final ResponseHeaders NO_HEADERS =
      new ResponseHeaders() {
        @Override
        public int size() {
          return 0;
        }

        @Override
        public Header get(int index) {
          throw new IndexOutOfBoundsException(index);
        }

        @Override
        public boolean isEmpty() {
          return true;
        }

        @Override
        public @Nullable String value(String name) {
          return null;
        }
      };

  private final EventParser parser;

  public ParserAccess(InputStream in) {
    parser =
        new EventParser(
            in, URI.create("http://localhost"), BUFFER, false, Set.of(), SILENT, NO_HEADERS);
  }

  /** {@return the next message, null at the end of the stream} */
  public @Nullable MessageEvent next() throws StreamException {
    try {
      while (true) {
        if (parser.nextEvent() instanceof MessageEvent message) {
          return message;
        }
      }
    } catch (StreamClosedByServerException e) {
      return null;
    }
  }
}
