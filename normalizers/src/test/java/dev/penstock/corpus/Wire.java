package dev.penstock.corpus;

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

  /** Returns the body of documents. */
  byte[] body(List<String> documents);
}
