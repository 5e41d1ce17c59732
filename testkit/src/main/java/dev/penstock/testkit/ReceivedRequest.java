package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;

/** A request that a {@link ScriptedServer} read to its end. Immutable. */
public final class ReceivedRequest {
  private final int connection;
  private final String requestLine;
  private final List<Header> headers;
  private final byte[] body;

  ReceivedRequest(int connection, String requestLine, List<Header> headers, byte[] body) {
    this.connection = connection;
    this.requestLine = requestLine;
    this.headers = List.copyOf(headers);
    this.body = body;
  }

  /** {@return the number of the connection that it came over, from 1 in the order of acceptance} */
  public int connection() {
    return connection;
  }

  /** {@return the request line as it was on the wire, without its line end} */
  public String requestLine() {
    return requestLine;
  }

  /** {@return the method} */
  public String method() {
    return requestLine.substring(0, requestLine.indexOf(' '));
  }

  /** {@return the request target: path and query} */
  public String target() {
    return requestLine.substring(requestLine.indexOf(' ') + 1, requestLine.lastIndexOf(' '));
  }

  /** {@return the path: the target without its query} */
  public String path() {
    var target = target();
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** {@return the header fields, in their order and case} */
  public List<Header> headers() {
    return headers;
  }

  /**
   * {@return the value of the first field of that name}
   *
   * @param name a header's name, in any case
   */
  public Optional<String> header(String name) {
    return headers.stream().filter(header -> header.is(name)).map(Header::value).findFirst();
  }

  /** {@return a copy of the body: transfer chunks joined, no content encoding undone} */
  public byte[] body() {
    return body.clone();
  }

  /** {@return the body read as UTF-8} */
  public String bodyText() {
    return new String(body, UTF_8);
  }

  /** {@return whether the client wants the connection closed after the answer} */
  boolean wantsClose() {
    boolean close = headers.stream().anyMatch(h -> h.is("Connection") && h.hasToken("close"));
    return close || requestLine.endsWith(" HTTP/1.0");
  }

  /** {@return the request line, and no header or body: they may hold secrets} */
  @Override
  public String toString() {
    return requestLine + " on connection " + connection;
  }
}
