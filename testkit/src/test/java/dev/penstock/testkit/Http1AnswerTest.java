package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.testkit.Http1Answer.Part;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import org.junit.jupiter.api.Test;

final class Http1AnswerTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  /** Reads all parts, one character for each head and end. */
  private static String read(String wire) throws IOException {
    var answer = new Http1Answer(new ByteArrayInputStream(wire.getBytes(ISO_8859_1)));
    var told = new StringBuilder();
    Part part;
    do {
      part = answer.next();
      switch (part) {
        case Part.Head(var status, var fields, var last) -> told.append(status).append(fields);
        case Part.Bytes(var bytes) -> told.append('|').append(new String(bytes, ISO_8859_1));
        case Part.End(var trailers) -> told.append('.').append(trailers);
      }
    } while (!part.isLast());
    return told.toString();
  }

  @Test
  void transfer_chunks_are_joined_to_their_trailers() throws IOException {
    assertThat(read(CHUNKED + "3\r\none\r\n4\r\ntwo!\r\n0\r\nX-End: yes\r\n\r\n"))
        .isEqualTo("200[]|one|two!.[X-End: yes]");
  }

  @Test
  void a_length_ends_a_body() throws IOException {
    assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none"))
        .isEqualTo("200[Content-Length: 3]|one.[]");
    assertThat(read("HTTP/1.1 204 No Content\r\n\r\n")).isEqualTo("204[]");
  }

  @Test
  void the_end_of_the_connection_ends_a_body_without_a_length() throws IOException {
    assertThat(read("HTTP/1.1 200 OK\r\n\r\none")).isEqualTo("200[]|one.[]");
  }

  @Test
  void an_interim_head_is_told_apart() throws IOException {
    assertThat(read("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + CHUNKED + "0\r\n\r\n"))
        .isEqualTo("103[Link: x]200[].[]");
  }

  @Test
  void what_breaks_off_is_no_end() {
    for (var wire :
        new String[] {
          "HTTP/1.1 200 OK\r\nConte",
          "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\none",
          CHUNKED + "3\r\none\r\n",
          CHUNKED + "9\r\none",
          CHUNKED + "0"
        }) {
      assertThatThrownBy(() -> read(wire)).as(wire).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void what_is_no_http_is_refused() {
    for (var wire :
        new String[] {
          "220 mail.example ESMTP\r\n\r\n", CHUNKED + "nonsense\r\n", CHUNKED + "3\r\nonetwo\r\n"
        }) {
      assertThatThrownBy(() -> read(wire)).as(wire).isInstanceOf(ProtocolException.class);
    }
  }
}
