package dev.penstock.jmh.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** The least that reads an event: one connection, one buffer, a search for three marks. */
final class RawReader implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[8192];
  private int length;

  RawReader(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Sends a request and returns the data of the first event that answers it. */
  String first(byte[] request) throws IOException {
    out.write(request);
    length = 0;
    int body = await("\r\n\r\n", 0) + 4;
    int data = await("data: ", body) + 6;
    return new String(buffer, data, await("\n", data) - data, ISO_8859_1);
  }

  /** Reads to the end of the answer: the last chunk. */
  void finish() throws IOException {
    await("\r\n0\r\n\r\n", 0);
  }

  private int await(String mark, int from) throws IOException {
    var bytes = mark.getBytes(ISO_8859_1);
    int at = from;
    while (true) {
      for (; at + bytes.length <= length; at++) {
        if (matches(bytes, at)) {
          return at;
        }
      }
      int count = in.read(buffer, length, buffer.length - length);
      if (count <= 0) {
        throw new EOFException();
      }
      length += count;
    }
  }

  private boolean matches(byte[] mark, int at) {
    for (int i = 0; i < mark.length; i++) {
      if (buffer[at + i] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
