package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;

/** The same text over and over, without end. */
final class EndlessInput extends InputStream {
  private final byte[] text;
  private int at;

  EndlessInput(String text) {
    this.text = text.getBytes(UTF_8);
  }

  @Override
  public int available() {
    return text.length - at;
  }

  @Override
  public int read() {
    var one = new byte[1];
    int count = read(one, 0, 1);
    assert count == 1;
    return one[0];
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    int count = Math.min(length, text.length - at);
    System.arraycopy(text, at, buffer, offset, count);
    at = (at + count) % text.length;
    return count;
  }
}
