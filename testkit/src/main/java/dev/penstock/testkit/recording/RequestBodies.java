package dev.penstock.testkit.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** What a recording shows of the bodies of requests. Their SHA-256 is always there. */
public enum RequestBodies {
  /**
   * The shape of a JSON body, with the values of fields whose names are known to be harmless, such
   * as {@code model}, {@code role}, {@code text} and {@code content}; other strings and numbers
   * stand there as {@code <redacted>}. What is no JSON is not shown. This is the default: prompts
   * are shown, keys of remote tools, metadata, user ids, links and embedded files are not.
   */
  REDACTED,
  /** Nothing. */
  OMITTED,
  /** All of it, as it was sent. For those who know that no secret is in it. */
  WHOLE;

  String shown(ByteBuffer body) {
    return switch (this) {
      case REDACTED -> body.hasRemaining() ? RequestBodyText.of(body) : "";
      case OMITTED -> "";
      case WHOLE -> UTF_8.decode(body).toString();
    };
  }
}
