package dev.penstock.jmh.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;

/**
 * Answers {@code /COUNT/…} with so many events, each in a write of its own, as fast as it can. It
 * prints its port and runs until its input ends.
 */
public final class FlatServer {
  /** What the first event says: a line, so that a program that prints text ends one. */
  private static final String TEXT = " word\\n";

  private FlatServer() {}

  public static void main(String[] args) throws IOException {
    var server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(server));
    System.out.println(server.getLocalPort());
    while (System.in.read() >= 0) {
      // Until the parent is gone.
    }
  }

  private static void accept(ServerSocket server) {
    while (true) {
      try {
        var socket = server.accept();
        // A platform thread each: a write is then a system call and nothing else.
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      } catch (IOException e) {
        System.err.println(e);
        return;
      }
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = socket.getInputStream();
      var request = new RequestHead();
      var buffer = new byte[8192];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        var target = request.add(ByteBuffer.wrap(buffer, 0, count));
        if (target != null) {
          answer(socket, target);
        }
      }
    } catch (SocketException e) {
      // The client is gone.
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  private static void answer(Socket socket, String target) throws IOException {
    var shape = Shape.ofTarget(target);
    int count = Integer.parseInt(target.split("/", 3)[1]);
    var out = socket.getOutputStream();
    out.write(shape.head());
    var event = shape.event(TEXT);
    for (int i = 0; i < count; i++) {
      out.write(event);
    }
    out.write(shape.ending());
  }
}
