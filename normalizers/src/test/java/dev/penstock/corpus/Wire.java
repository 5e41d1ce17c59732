package dev.penstock.corpus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** How documents become a body. */
@FunctionalInterface
public interface Wire {
  /** Server-sent events without names. */
  Wire SSE =
      documents ->
          documents.stream()
              .map(document -> "data: " + document + "\n\n")
              .collect(Collectors.joining())
              .getBytes(StandardCharsets.UTF_8);

  /** A document a line. */
  Wire NDJSON = documents -> (String.join("\n", documents) + "\n").getBytes(StandardCharsets.UTF_8);

  /** An array of documents. */
  Wire ARRAY =
      documents ->
          ("[" + String.join("\r\n,\r\n", documents) + "]").getBytes(StandardCharsets.UTF_8);

  /**
   * Amazon's messages: the name of a document's member is the event's type, its value the payload.
   */
  Wire AWS =
      documents -> {
        var body = new ByteArrayOutputStream();
        for (var document : documents) {
          Tree.object(document).entrySet().stream()
              .filter(member -> !member.getKey().equals(Robustness.UNKNOWN))
              .forEach(member ->
                  body.writeBytes(
                      AwsMessages.event(member.getKey(), Tree.write(member.getValue()))));
        }
        return body.toByteArray();
      };

  /** Amazon's messages with a document of a model's own in each. */
  Wire AWS_CHUNKS =
      documents -> {
        var body = new ByteArrayOutputStream();
        documents.forEach(document -> body.writeBytes(AwsMessages.chunk(document)));
        return body.toByteArray();
      };

  /** Returns the body of documents. */
  byte[] body(List<String> documents);
}
