package dev.penstock.framing;

/**
 * A framing whose parsers look at the first bytes before they settle on a format.
 *
 * @param expected the format to use where they do not speak against it; one that is not Penstock's
 *     own is always used
 */
record DetectingFraming(Framing expected) implements Framing {

  @Override
  public String name() {
    return expected.name();
  }

  @Override
  public FrameParser newParser(int maxFrameBytes) {
    return expected instanceof StandardFraming standard
        ? new DetectingParser(standard, maxFrameBytes)
        : expected.newParser(maxFrameBytes);
  }
}
