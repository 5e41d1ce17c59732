package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A client that sees the very bytes. Reads time out after 10 seconds. */
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RawClient(ScriptedServer server) throws IOException {
    this(server, new Socket());
  }

  RawClient(ScriptedServer server, Socket socket) throws IOException {
    this.socket = socket;
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket.setSoTimeout(10_000);
    in = socket.getInputStream();
  }

  /** Connects and asks for a path. */
  static RawClient get(ScriptedServer server, String target) throws IOException {
    return new RawClient(server).send("GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n");
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    return this;
  }

  /** Reads so many bytes, or fewer at the end of the stream. */
  String read(int length) throws IOException {
    return new String(in.readNBytes(length), ISO_8859_1);
  }

  /** Reads up to the blank line that ends a head. */
  String readHead() throws IOException {
    return readUntil("\r\n\r\n");
  }

  String readUntil(String end) throws IOException {
    var read = new ByteArrayOutputStream();
    while (!read.toString(ISO_8859_1).endsWith(end)) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("ended after: " + read.toString(ISO_8859_1));
      }
      read.write(b);
    }
    return read.toString(ISO_8859_1);
  }

  String readToEnd() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  int available() throws IOException {
    return in.available();
  }

  /** Leaves by RST. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Returns lines with the line ends of HTTP. */
  static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
