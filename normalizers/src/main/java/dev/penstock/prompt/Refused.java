package dev.penstock.prompt;

/** Says what a provider can't be told. Stateless. */
public final class Refused {
  private Refused() {}

  /**
   * {@return the exception for something that a provider can't be told}
   *
   * @param provider the provider's name
   * @param what what can't be told
   * @param instead what to do instead; {@code ""} for nothing
   */
  public static IllegalArgumentException by(String provider, String what, String instead) {
    return new IllegalArgumentException(
        provider + " can't be told " + what + (instead.isEmpty() ? "" : ": " + instead));
  }
}
