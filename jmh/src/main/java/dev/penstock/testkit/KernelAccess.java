package dev.penstock.testkit;

import org.jspecify.annotations.NullMarked;

/** Lends what the testkit knows of the kernel's queues. */
@NullMarked
public final class KernelAccess {
  private KernelAccess() {}

  /** {@return whether it is known how much the kernel holds} */
  public static boolean isKnown() {
    return KernelQueues.areKnown();
  }

  /** {@return how many bytes a local server's port has written that no local client has read} */
  public static long heldBytes(int port) {
    return KernelQueues.bytes(port);
  }
}
