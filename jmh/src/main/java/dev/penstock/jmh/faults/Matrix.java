package dev.penstock.jmh.faults;

import dev.penstock.jmh.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a program sees of streams that go wrong: each client in a process of its own, each fault
 * over real sockets.
 */
public final class Matrix implements Program {
  private static final String NAME = "faults";
  private static final String WRITE_DOCS = "--write-docs";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean accepts(List<String> options) {
    return List.of(WRITE_DOCS).containsAll(options);
  }

  /** {@return whether Penstock was right throughout} */
  @Override
  public boolean run(boolean quick, List<String> options, Path target) throws Exception {
    Files.createDirectories(target);
    var log = target.resolve(NAME + ".log");
    Files.deleteIfExists(log);
    var columns = columns(quick, target, log);
    var rows = new ArrayList<Row>();
    long start = System.nanoTime();
    try {
      for (var fault : quick ? Faults.quick() : Faults.all()) {
        var row = row(fault, columns);
        System.err.println(Report.line(row));
        rows.add(row);
      }
    } finally {
      for (var column : columns) {
        column.close();
      }
    }
    var results = new Report(columns.stream().map(Column::name).toList(), rows);
    var file = target.resolve(NAME + ".json");
    results.writeJson(file);
    System.out.println(results.table());
    if (options.contains(WRITE_DOCS)) {
      results.writeDocs(Path.of(System.getProperty("penstock.bench.home", "."), "docs/faults.md"));
    }
    System.out.printf(
        "%nEverything that was seen: %s; the run took %d s%n",
        file, (System.nanoTime() - start) / 1_000_000_000);
    boolean right = true;
    for (int i = 0; i < columns.size(); i++) {
      int at = i;
      right &= !columns.get(i).ours() || rows.stream().allMatch(row -> row.isRight(at));
    }
    return right;
  }

  private static List<Column> columns(boolean quick, Path target, Path log) throws IOException {
    var columns = new ArrayList<Column>();
    columns.add(Column.ours("Penstock, JDK", "jdk", log));
    columns.add(Column.ours("Penstock, Jetty", "jetty", log));
    if (!quick) {
      for (var peer : Peer.values()) {
        var classPath = target.resolve("peers").resolve(peer.folder() + ".classpath");
        if (Files.isReadable(classPath)) {
          columns.add(
              Column.peer(
                  peer.title(), peer.wire(), peer.folder(), peer.source(), classPath, target, log));
        } else {
          System.err.println("faults: skipped, its jars are not here: " + peer.title());
        }
      }
    }
    return columns;
  }

  private static Row row(Fault fault, List<Column> columns) throws Exception {
    var cells = new ArrayList<List<Finding>>();
    for (var column : columns) {
      cells.add(column.meets(fault) ? findings(fault, column) : List.of());
    }
    return new Row(fault, cells);
  }

  /** Meets it in all protocols at once. */
  private static List<Finding> findings(Fault fault, Column column) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var meetings = new ArrayList<Future<Finding>>();
      for (var subject : column.subjects()) {
        if (fault.wires().contains(subject.wire())) {
          Callable<Finding> meeting = () -> subject.meet(fault);
          meetings.add(threads.submit(meeting));
        }
      }
      var findings = new ArrayList<Finding>();
      for (var meeting : meetings) {
        findings.add(meeting.get());
      }
      return findings;
    }
  }
}
