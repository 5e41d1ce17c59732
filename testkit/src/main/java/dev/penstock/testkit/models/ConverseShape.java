package dev.penstock.testkit.models;

import static dev.penstock.testkit.models.Json.quote;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Bedrock's ConverseStream: AWS's binary event stream. */
final class ConverseShape extends Shape {
  private static final int STRING = 7;

  /** The prelude, its checksum and the message's. */
  private static final int FRAME = 16;

  @Override
  void begin(Told told) {
    message("messageStart", "{\"p\":\"abcd\",\"role\":\"assistant\"}");
  }

  @Override
  void said(int index, Part.Said said) {
    said.deltas().forEach(text -> delta(index, "{\"text\":" + quote(text) + "}"));
    stop(index);
  }

  @Override
  void thought(int index, Part.Thought thought) {
    thought
        .deltas()
        .forEach(text -> delta(index, "{\"reasoningContent\":{\"text\":" + quote(text) + "}}"));
    delta(index, "{\"reasoningContent\":{\"signature\":\"c2lnbmF0dXJl\"}}");
    stop(index);
  }

  @Override
  void called(int index, Part.Called call) {
    message(
        "contentBlockStart",
        "{\"contentBlockIndex\":%d,\"p\":\"ab\",\"start\":{\"toolUse\":{\"name\":%s,\"toolUseId\":%s}}}"
            .formatted(index, quote(call.name()), quote(call.id())));
    for (var fragment : call.fragments()) {
      delta(index, "{\"toolUse\":{\"input\":" + quote(fragment) + "}}");
    }
    stop(index);
  }

  @Override
  void finished(Told told, Told.Ending.Finished finish) {
    message(
        "messageStop",
        "{\"p\":\"abc\",\"stopReason\":\"%s\"}"
            .formatted(told.reason(finish, "end_turn", "max_tokens", "tool_use")));
    int in = told.inputTokens();
    int out = told.outputTokens();
    message(
        "metadata",
        ("{\"metrics\":{\"latencyMs\":100},\"p\":\"abcdef\",\"usage\":{\"inputTokens\":%d,"
                + "\"outputTokens\":%d,\"totalTokens\":%d}}")
            .formatted(in, out, in + out));
  }

  @Override
  void failed(String type, String message) {
    write(frame("{\"message\":" + quote(message) + "}", "exception", ":exception-type", type));
  }

  private void delta(int index, String delta) {
    message(
        "contentBlockDelta",
        "{\"contentBlockIndex\":%d,\"delta\":%s,\"p\":\"abcdefgh\"}".formatted(index, delta));
  }

  private void stop(int index) {
    message("contentBlockStop", "{\"contentBlockIndex\":%d,\"p\":\"abc\"}".formatted(index));
  }

  private void message(String type, String payload) {
    write(frame(payload, "event", ":event-type", type));
  }

  private static byte[] frame(String payload, String messageType, String typeHeader, String type) {
    var headers = new ByteArrayOutputStream();
    header(headers, typeHeader, type);
    header(headers, ":content-type", "application/json");
    header(headers, ":message-type", messageType);
    var body = payload.getBytes(UTF_8);
    int total = FRAME + headers.size() + body.length;
    var frame = ByteBuffer.allocate(total).putInt(total).putInt(headers.size());
    frame.putInt(checksum(frame)).put(headers.toByteArray()).put(body);
    return frame.putInt(checksum(frame)).array();
  }

  private static void header(ByteArrayOutputStream headers, String name, String value) {
    headers.write(name.length());
    headers.writeBytes(name.getBytes(UTF_8));
    headers.write(STRING);
    headers.write(0);
    headers.write(value.length());
    headers.writeBytes(value.getBytes(UTF_8));
  }

  private static int checksum(ByteBuffer soFar) {
    var crc = new CRC32();
    crc.update(soFar.duplicate().flip());
    return (int) crc.getValue();
  }
}
