package dev.penstock.jmh.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of the matrix: one client, in each of the protocols that it is asked in.
 *
 * @param name what it is called
 * @param ours whether it must be right in every row
 * @param subjects a process a protocol
 */
record Column(String name, boolean ours, List<Subject> subjects) implements AutoCloseable {
  private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

  static Column ours(String name, String backend, Path log) {
    var subjects = new ArrayList<Subject>();
    for (var wire : Wire.values()) {
      var java = new ArrayList<>(JVM);
      java.addAll(List.of("-cp", System.getProperty("java.class.path")));
      java.addAll(List.of(PenstockClient.class.getName(), backend, wire.name()));
      subjects.add(new Subject(wire, java, log));
    }
    return new Column(name, /* ours= */ true, subjects);
  }

  /**
   * {@return a client that is used in a source file of its own, with a class path of its own}
   *
   * @param folder the folder of the source file below {@code jmh/peers}
   * @param classPath the file with its class path
   */
  static Column peer(
      String name, Wire wire, String folder, String source, Path classPath, Path target, Path log)
      throws IOException {
    var java = new ArrayList<>(JVM);
    // The driver comes as loose classes: the jar of benchmarks has other versions of what peers
    // need.
    var path = target.resolve("classes") + ":" + Files.readString(classPath).strip();
    java.addAll(List.of("-cp", path));
    var sources = Path.of(System.getProperty("penstock.bench.peers", "jmh/peers"));
    java.add(sources.resolve(folder).resolve(source).toString());
    return new Column(name, /* ours= */ false, List.of(new Subject(wire, java, log)));
  }

  boolean meets(Fault fault) {
    return subjects.stream().anyMatch(subject -> fault.wires().contains(subject.wire()));
  }

  @Override
  public void close() throws IOException {
    for (var subject : subjects) {
      subject.close();
    }
  }
}
