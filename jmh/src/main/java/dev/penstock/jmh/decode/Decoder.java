package dev.penstock.jmh.decode;

import java.util.function.Consumer;

/**
 * Decodes a body from memory, as often as it is told to. Those of peers are not compiled with this
 * module but against their jars, see {@code jmh/peers}.
 */
public interface Decoder {

  /**
   * Is told once what to decode.
   *
   * @param dialect the value of the benchmark's parameter
   * @param body the bytes of a stream
   */
  void prepare(String dialect, byte[] body);

  /**
   * Decodes the body.
   *
   * @param text takes the text of each event
   */
  void decode(Consumer<String> text) throws Exception;
}
