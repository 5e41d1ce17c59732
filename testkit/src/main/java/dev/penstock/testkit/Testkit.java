package dev.penstock.testkit;

/** The entry to the testkit. */
public final class Testkit {
  private Testkit() {}
}
