package dev.penstock.normalizers;

/** The providers that Penstock knows. */
public final class Providers {
  private Providers() {}
}
