package dev.penstock.testkit;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The TCP sockets of this process, by the tables of Linux. */
final class Sockets {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
  private static final List<String> STATES =
      List.of(
          "state 0",
          "ESTABLISHED",
          "SYN_SENT",
          "SYN_RECV",
          "FIN_WAIT1",
          "FIN_WAIT2",
          "TIME_WAIT",
          "CLOSE",
          "CLOSE_WAIT",
          "LAST_ACK",
          "LISTEN",
          "CLOSING",
          "NEW_SYN_RECV");

  private Sockets() {}

  private static boolean onLinux() {
    return Files.isDirectory(DESCRIPTORS) && Files.isReadable(TABLES.getFirst());
  }

  /** Adds the open sockets; none elsewhere than on Linux. */
  static void open(Map<String, String> held) {
    if (!onLinux()) {
      return;
    }
    try {
      // The descriptors first: of a socket that is closed meanwhile the table has no row.
      var open = descriptorsBySocket();
      for (var table : TABLES) {
        if (Files.isReadable(table)) {
          for (var row : Files.readAllLines(table)) {
            var fields = row.strip().split("\\s+");
            var descriptor = fields.length > 9 ? open.get("socket:[" + fields[9] + "]") : null;
            if (descriptor != null) {
              held.put("socket " + fields[9], "socket " + descriptor + " " + describe(fields));
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@return how many descriptors are open where sockets are not seen one by one; 0 on Linux and
   * where unknown}
   */
  static long descriptors() {
    if (onLinux()) {
      return 0;
    }
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  private static Map<String, String> descriptorsBySocket() throws IOException {
    var found = new HashMap<String, String>();
    try (var descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (var descriptor : descriptors) {
        try {
          var target = Files.readSymbolicLink(descriptor).toString();
          if (target.startsWith("socket:")) {
            found.put(target, descriptor.getFileName().toString());
          }
        } catch (IOException e) {
          // Closed since it was listed.
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  private static String describe(String[] row) {
    int code = Integer.parseInt(row[3], 16);
    var state = code < STATES.size() ? STATES.get(code) : "state " + code;
    var here = address(row[1]) + " ";
    return here + (state.equals("LISTEN") ? state : "to " + address(row[2]) + " " + state);
  }

  /** Reads {@code 0100007F:1F90}, an address in words of the machine's byte order, and a port. */
  private static String address(String hex) {
    int colon = hex.indexOf(':');
    var words = ByteBuffer.wrap(HexFormat.of().parseHex(hex, 0, colon));
    var address = ByteBuffer.allocate(words.remaining()).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      address.putInt(words.getInt());
    }
    try {
      var host = InetAddress.getByAddress(address.array()).getHostAddress();
      return host + ":" + Integer.parseInt(hex, colon + 1, hex.length(), 16);
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has 4 or 16 bytes", e);
    }
  }
}
