package dev.penstock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Makes messages of AWS's event stream encoding. */
final class AwsMessage {
  private static final int STRING = 7;

  private AwsMessage() {}

  /**
   * Returns a message.
   *
   * @param payload its payload
   * @param headers names and string values, by turns
   */
  static byte[] of(String payload, String... headers) {
    var encoded = new ByteArrayOutputStream();
    for (int i = 0; i < headers.length; i += 2) {
      encoded.write(headers[i].length());
      encoded.writeBytes(headers[i].getBytes(UTF_8));
      encoded.write(STRING);
      encoded.write(0);
      encoded.write(headers[i + 1].length());
      encoded.writeBytes(headers[i + 1].getBytes(UTF_8));
    }
    var body = payload.getBytes(UTF_8);
    int total = 16 + encoded.size() + body.length;
    var message = ByteBuffer.allocate(total).putInt(total).putInt(encoded.size());
    message.putInt(crc(message)).put(encoded.toByteArray()).put(body);
    return message.putInt(crc(message)).array();
  }

  private static int crc(ByteBuffer soFar) {
    var crc = new CRC32();
    crc.update(soFar.duplicate().flip());
    return (int) crc.getValue();
  }
}
