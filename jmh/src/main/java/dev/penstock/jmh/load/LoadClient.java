package dev.penstock.jmh.load;

/** A client library, used as its documentation says. */
public interface LoadClient {

  /**
   * Asks for an answer and reads it. One that blocks returns at the end of the answer; one that
   * calls back tells the end.
   *
   * @param reader is told
   * @throws Exception what the program gets
   */
  void read(Reader reader) throws Exception;

  /** {@return whether it calls back, on threads of its own, instead of blocking the reader} */
  default boolean callsBack() {
    return false;
  }

  /** Who reads an answer. Not to be called by two threads at once. */
  interface Reader {
    /** Takes a piece of text. */
    void text(String text);

    /** Takes the end of an answer, of one that calls back. */
    void whole();

    /** Takes a failure, of one that calls back. */
    void failed(Throwable failure);
  }
}
