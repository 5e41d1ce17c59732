package dev.penstock.jmh.load;

import dev.penstock.jmh.wire.Child;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A client that is measured, in a process of its own.
 *
 * @param peer the folder below {@code jmh/peers} that has its class path; null if it is in ours
 * @param main the class to start
 * @param arguments what comes behind the mode and the address
 */
record Contestant(
    String name, Shape shape, @Nullable String peer, String main, List<String> arguments) {
  static final Contestant JDK = ours("Penstock, JDK", "jdk", Shape.OPENAI);
  static final Contestant JETTY = ours("Penstock, Jetty", "jetty", Shape.OPENAI);
  static final Contestant JDK_ANTHROPIC = ours("Penstock, JDK", "jdk", Shape.ANTHROPIC);
  static final Contestant JETTY_ANTHROPIC = ours("Penstock, Jetty", "jetty", Shape.ANTHROPIC);
  static final Contestant LINES =
      new Contestant("JDK ofLines", Shape.OPENAI, null, LinesLoad.class.getName(), List.of());
  static final Contestant OPENAI_JAVA =
      new Contestant("openai-java", Shape.OPENAI, "openai-java", "OpenAiLoad", List.of());
  static final Contestant LANGCHAIN4J =
      new Contestant("LangChain4j", Shape.OPENAI, "langchain4j", "LangChain4jLoad", List.of());
  static final Contestant ANTHROPIC_JAVA =
      new Contestant(
          "anthropic-java", Shape.ANTHROPIC, "anthropic-java", "AnthropicLoad", List.of());

  private static Contestant ours(String name, String backend, Shape shape) {
    return new Contestant(
        name, shape, null, PenstockLoad.class.getName(), List.of(backend, shape.name()));
  }

  boolean isOurs() {
    return main.equals(PenstockLoad.class.getName());
  }

  /** {@return its name, as part of a file's} */
  String fileName() {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** {@return those of them that can be started here; says which can't} */
  static List<Contestant> present(List<Contestant> all, String suite, Path target) {
    var present = new ArrayList<Contestant>();
    for (var each : all) {
      if (each.peer == null || Files.isReadable(classPath(each.peer, target))) {
        present.add(each);
      } else {
        System.err.println(suite + ": skipped, its jars are not here: " + each.name);
      }
    }
    return present;
  }

  /**
   * Starts it.
   *
   * @param jvm options of the JVM
   * @param mode what its driver is to do
   * @param url the server, with no slash at its end
   * @param target the folder with class paths and classes of peers
   * @param log where its errors go
   */
  Child start(List<String> jvm, String mode, String url, Path target, Path log) throws IOException {
    var all = new ArrayList<>(jvm);
    all.addAll(List.of("-cp", classPath(target), main, mode, url));
    all.addAll(arguments);
    return new Child(all, log);
  }

  private String classPath(Path target) throws IOException {
    if (peer == null) {
      return System.getProperty("java.class.path");
    }
    // The driver comes in a jar of its own: that of the benchmarks has other versions of what peers
    // need.
    return target.resolve("peers").resolve(peer + ".jar")
        + File.pathSeparator
        + Files.readString(classPath(peer, target)).strip();
  }

  private static Path classPath(String peer, Path target) {
    return target.resolve("peers").resolve(peer + ".classpath");
  }
}
