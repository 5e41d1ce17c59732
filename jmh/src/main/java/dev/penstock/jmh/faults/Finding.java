package dev.penstock.jmh.faults;

import java.util.List;

/**
 * What came of a fault.
 *
 * @param wire the protocol in which it was met
 * @param seen what the program saw
 * @param wrongs what is wrong with that, nothing if all is right
 */
record Finding(Wire wire, Sighting seen, List<String> wrongs) {
  Finding {
    wrongs = List.copyOf(wrongs);
  }

  boolean isRight() {
    return wrongs.isEmpty();
  }
}
