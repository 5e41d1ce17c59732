package dev.penstock.testkit;

import java.util.LinkedHashMap;
import org.jspecify.annotations.NullMarked;

/** Lends what the testkit counts of the things that leak. */
@NullMarked
public final class HoldingsAccess {
  private HoldingsAccess() {}

  /** {@return how many platform threads there are, the JDK's own left out} */
  public static int platformThreads() {
    var held = new LinkedHashMap<String, String>();
    LiveThreads.platform(held);
    return held.size();
  }

  /** {@return how many virtual threads there are} */
  public static int virtualThreads() {
    var held = new LinkedHashMap<String, String>();
    LiveThreads.virtual(held);
    return held.size();
  }

  /** {@return how many TCP sockets this process has, where that is known} */
  public static int sockets() {
    var held = new LinkedHashMap<String, String>();
    Sockets.open(held);
    return held.size();
  }
}
