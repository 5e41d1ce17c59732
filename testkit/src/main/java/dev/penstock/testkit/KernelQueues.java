package dev.penstock.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the kernel holds of what a local server wrote to local clients, by the tables of Linux. */
final class KernelQueues {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

  private KernelQueues() {}

  /** {@return whether this can be known here} */
  static boolean areKnown() {
    return TABLES.stream().anyMatch(Files::isReadable);
  }

  /**
   * {@return how many bytes are between a server and its clients: written by it, and not read by
   * them}
   *
   * @param port the server's port
   */
  static long bytes(int port) {
    long bytes = 0;
    for (var table : TABLES) {
      if (Files.isReadable(table)) {
        for (var row : rows(table)) {
          bytes += bytes(row.strip().split("\\s+"), port);
        }
      }
    }
    return bytes;
  }

  /** Reads {@code sl local:port remote:port state tx:rx …}, all in hex. */
  private static long bytes(String[] row, int port) {
    if (row.length < 5 || !row[4].contains(":")) {
      return 0;
    }
    var queues = row[4].split(":", 2);
    if (port(row[1]) == port && port(row[2]) != 0) {
      return Long.parseLong(queues[0], 16);
    }
    return port(row[2]) == port ? Long.parseLong(queues[1], 16) : 0;
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
  }

  private static List<String> rows(Path table) {
    try {
      var lines = Files.readAllLines(table);
      return lines.subList(Math.min(1, lines.size()), lines.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
