package dev.penstock.corpus;

import dev.penstock.Completion;
import dev.penstock.Dialect;
import dev.penstock.StreamEvent;
import java.util.List;
import java.util.Set;

/**
 * Plays documents, written with single quotes, as a body of a dialect.
 *
 * @param dialect reads them
 * @param wire makes a body of them
 */
public record Player(Dialect dialect, Wire wire) {

  /** Returns what came of documents. */
  public Reading read(String... documents) {
    return Reading.of(dialect, wire.body(Quotes.allQuoted(documents)), Integer.MAX_VALUE);
  }

  /** Returns what came of a body. */
  public Reading readBody(String body) {
    return Reading.of(dialect, Quotes.quoted(body));
  }

  /** Returns the events of documents. */
  public List<StreamEvent> events(String... documents) {
    return read(documents).events();
  }

  /** Returns what documents make up. */
  public Completion completion(String... documents) {
    return read(documents).completion();
  }

  /** Returns the robustness of documents; see there. */
  public Robustness robustness(Set<String> closed, String... documents) {
    return new Robustness(dialect, wire, Quotes.allQuoted(documents), closed);
  }
}
