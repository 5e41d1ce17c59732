package dev.penstock.cli;

import java.util.List;
import java.util.function.Function;

/** What the demonstration has measured, a column a backend. */
final class DemoTable {
  private static final String WHAT_IS_BUFFERED =
      """
      Buffered: bytes of the body that the server had written and the stream had not
      yet taken in, looked at after each event. They lie in the kernel's buffers on
      both sides of the socket and in the backend. The slow reader's server never
      pauses by itself: it is held back when these buffers are full, and then writes
      only as much as is taken.\
      """;

  private final List<DemoReader> readers;
  private final StringBuilder table = new StringBuilder();

  private DemoTable(List<DemoReader> readers) {
    this.readers = readers;
  }

  static String of(List<DemoReader> readers, Style style) {
    var table = new DemoTable(readers);
    table.row("", DemoReader::backend);
    table.row("time to first token, median", reader -> Units.millis(reader.firstToken()));
    table.row("tokens a second", reader -> Units.decimal(reader.tokensPerSecond()));
    table.row("events", reader -> Units.count(reader.events()));
    table.row("bytes", reader -> Units.count(reader.bytes()));
    table.row("most bytes ever buffered", reader -> Units.bytes(reader.mostBuffered()));
    table.row("slow reader: bytes taken", reader -> Units.bytes(reader.takenSlowly()));
    table.row("  the server could write", reader -> Units.bytes(reader.writtenSlowly()));
    table.row("  most bytes ever buffered", reader -> Units.bytes(reader.mostBufferedSlowly()));
    return table.table + "\n" + style.dim(WHAT_IS_BUFFERED);
  }

  private void row(String title, Function<DemoReader, String> value) {
    table.append(String.format("%-30s", title));
    for (var reader : readers) {
      table.append(String.format("%14s", value.apply(reader)));
    }
    table.append('\n');
  }
}
