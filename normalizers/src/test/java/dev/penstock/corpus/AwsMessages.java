package dev.penstock.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32;

/** Writes messages of Amazon's event stream encoding. */
public final class AwsMessages {
  private AwsMessages() {}

  /** Returns a message. */
  public static byte[] message(Map<String, String> headers, String payload) {
    var headerBytes = new ByteArrayOutputStream();
    headers.forEach((name, value) -> {
      var valueBytes = value.getBytes(UTF_8);
      headerBytes.write(name.length());
      headerBytes.writeBytes(name.getBytes(UTF_8));
      headerBytes.write(7);
      headerBytes.write(valueBytes.length >> 8);
      headerBytes.write(valueBytes.length);
      headerBytes.writeBytes(valueBytes);
    });
    var payloadBytes = payload.getBytes(UTF_8);
    int total = 16 + headerBytes.size() + payloadBytes.length;
    var message = ByteBuffer.allocate(total).putInt(total).putInt(headerBytes.size());
    message.putInt(crc(message)).put(headerBytes.toByteArray()).put(payloadBytes);
    return message.putInt(crc(message)).array();
  }

  private static int crc(ByteBuffer message) {
    var crc = new CRC32();
    crc.update(message.duplicate().flip());
    return (int) crc.getValue();
  }

  /** Returns a message of an event. */
  public static byte[] event(String type, String payload) {
    return message(
        Map.of(":message-type", "event", ":event-type", type, ":content-type", "application/json"),
        payload);
  }

  /** Returns a document of a model's own as a message of InvokeModelWithResponseStream. */
  public static byte[] chunk(String document) {
    var base64 = Base64.getEncoder().encodeToString(document.getBytes(UTF_8));
    return event("chunk", "{\"bytes\":\"" + base64 + "\",\"p\":\"abc\"}");
  }

  /** Returns a message of an exception. */
  public static byte[] exception(String type, String payload) {
    return message(Map.of(":message-type", "exception", ":exception-type", type), payload);
  }
}
