package dev.penstock.jmh.faults;

import dev.penstock.jmh.faults.Sighting.State;
import java.util.ArrayList;
import java.util.List;

/** Says what is wrong with what a program saw: the same yardstick for every client. */
final class Judge {
  /** The most that a server may get rid of while the reader rests: the kernel holds some of it. */
  static final long MOST_BYTES = 16 << 20;

  private Judge() {}

  /** {@return what is wrong, worst first; nothing if all is right} */
  static List<String> wrongs(Fault fault, Sighting seen, Stage stage) {
    var wrongs = new ArrayList<String>();
    if (stage.keyWentElsewhere()) {
      wrongs.add("key sent to another origin");
    }
    if (seen.errors().stream().anyMatch(error -> error.contains(Driver.KEY))) {
      wrongs.add("key in the error");
    }
    if (stage.wasAskedEarly()) {
      wrongs.add("retried too early");
    }
    switch (seen.state()) {
      case NO_WAY -> wrongs.add("no way to do it");
      case HUNG -> wrongs.add("hung");
      case DIED -> wrongs.add("the process died");
      case ENDED -> ofEnd(fault, seen, wrongs);
    }
    if (seen.state() == State.ENDED && fault.act().ends() && !stage.clientLeaves(Waits.LEAVING)) {
      wrongs.add("connection kept");
    }
    if (fault.act() == Act.REST_AND_BREAK && stage.bytesTakenAtRest() > MOST_BYTES) {
      wrongs.add("took " + (stage.bytesTakenAtRest() >> 20) + " MiB unread");
    }
    return wrongs;
  }

  private static void ofEnd(Fault fault, Sighting seen, List<String> wrongs) {
    var right = fault.right();
    boolean memory = seen.errors().stream().anyMatch(error -> error.contains("OutOfMemoryError"));
    if (memory) {
      wrongs.add("out of memory");
    }
    if (seen.wholes() + seen.errors().size() > 1) {
      wrongs.add("ended " + (seen.wholes() + seen.errors().size()) + " times");
    }
    boolean failed = !seen.errors().isEmpty();
    var text = failed ? right.error() : right.whole();
    boolean silent = fault.act().ends() && seen.wholes() + seen.errors().size() == 0;
    if (text == null && silent) {
      text = right.error();
    } else if (text == null) {
      // Compared with what it may show in the other case, which tells whether text is lost as well.
      wrongs.add(failed ? "failed though whole" : "taken for whole");
      text = failed ? right.whole() : right.error();
    }
    if (text != null && !Sighting.brief(text).equals(seen.text())) {
      wrongs.add(difference(text, seen.text()));
    }
  }

  private static String difference(String right, String seen) {
    if (seen.startsWith(right)) {
      return "read on after the error";
    }
    return seen.length() < right.length() ? "lost text" : "other text";
  }
}
