package dev.penstock.jmh.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps any number of streams open by one thread: each gets an event at once and then one every
 * {@code MILLIS}, the argument, or a little more, each at its own time. An event's text is its
 * number and {@link System#nanoTime} just before it was written, which on one machine is one clock
 * for all processes.
 *
 * <p>It prints its port. At the line {@code end} it ends all answers, then prints how many events
 * there were in them.
 */
public final class LiveServer {
  private static final int BACKLOG = 4096;
  private static final long TICK_MILLIS = 5;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel server = ServerSocketChannel.open();
  private final PriorityQueue<Live> waiting =
      new PriorityQueue<>(Comparator.comparingLong(live -> live.due));
  private final SplittableRandom random = new SplittableRandom(1);
  private final ByteBuffer input = ByteBuffer.allocateDirect(16 << 10);
  private final ByteBuffer output = ByteBuffer.allocateDirect(16 << 10);
  private final AtomicLong written = new AtomicLong();
  private final long every;
  private volatile boolean ending;
  private volatile boolean ended;

  private LiveServer(long every) throws IOException {
    this.every = every;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** One connection, and the answer that is on its way there. */
  private static final class Live {
    final SocketChannel channel;
    RequestHead request = new RequestHead();
    Shape shape = Shape.OPENAI;
    long due;
    int number;

    /** What the socket did not take; nothing more is written before it. */
    @Nullable ByteBuffer rest;

    Live(SocketChannel channel) {
      this.channel = channel;
    }
  }

  public static void main(String[] args) throws Exception {
    var server = new LiveServer(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[0])));
    Thread.ofPlatform().daemon().start(server::run);
    System.out.println(server.server.socket().getLocalPort());
    var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      server.ending = true;
      while (!server.ended) {
        Thread.sleep(TICK_MILLIS);
      }
      System.out.println(server.written.get());
    }
    System.exit(0);
  }

  private void run() {
    try {
      while (true) {
        selector.select(this::ready, TICK_MILLIS);
        long now = System.nanoTime();
        while (!waiting.isEmpty() && (ending || waiting.element().due <= now)) {
          serve(waiting.remove());
        }
        if (ending) {
          ended = waiting.isEmpty();
        }
      }
    } catch (IOException e) {
      System.err.println(e);
      System.exit(1);
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        for (var channel = server.accept(); channel != null; channel = server.accept()) {
          channel.configureBlocking(false);
          channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
          channel.register(selector, SelectionKey.OP_READ, new Live(channel));
        }
      } else if (key.attachment() instanceof Live live) {
        read(live);
      }
    } catch (IOException e) {
      // Too many open files, or a client that is gone: neither is this thread's end.
      System.err.println(e);
      if (key.attachment() != null) {
        drop(key);
      }
    }
  }

  private static void drop(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  private void read(Live live) throws IOException {
    input.clear();
    if (live.channel.read(input) < 0) {
      live.channel.close();
      return;
    }
    var target = live.request.add(input.flip());
    if (target != null) {
      live.shape = Shape.ofTarget(target);
      live.number = 0;
      write(live, live.shape.head());
      live.due = System.nanoTime();
      waiting.add(live);
    }
  }

  private void serve(Live live) {
    if (!live.channel.isOpen()) {
      return;
    }
    try {
      if (live.rest != null) {
        live.channel.write(live.rest);
        live.rest = live.rest.hasRemaining() ? live.rest : null;
      } else if (ending) {
        write(live, live.shape.ending());
        if (live.rest == null) {
          return;
        }
      } else {
        long now = System.nanoTime();
        write(live, live.shape.event(live.number + " " + now));
        written.incrementAndGet();
        // The second is anywhere within the time: streams that began together do not stay so.
        live.due = now + (live.number == 0 ? random.nextLong(every) : every);
        live.number++;
      }
      waiting.add(live);
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  private void write(Live live, byte[] bytes) throws IOException {
    output.clear().put(bytes).flip();
    live.channel.write(output);
    if (output.hasRemaining()) {
      live.rest = ByteBuffer.allocate(output.remaining()).put(output).flip();
    }
  }
}
