import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lays out every Java source below a folder; {@code Format.java FOLDER check|apply}. */
public final class Format {
  private static final String HOW = "mvn -B -q -N validate -Dformat=apply";

  private Format() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2 || !Stream.of("check", "apply").anyMatch(args[1]::equals)) {
      System.err.println("usage: Format.java FOLDER check|apply");
      System.exit(2);
    }
    var folder = Path.of(args[0]);
    boolean apply = args[1].equals("apply");
    var misses = sources(folder).parallelStream().flatMap(source -> format(source, apply)).toList();
    if (misses.isEmpty()) {
      return;
    }
    misses.forEach(miss -> System.err.println(miss.describe(folder)));
    boolean broken = misses.stream().anyMatch(miss -> miss.fault() != null);
    if (!apply) {
      System.err.println("Lay them out with: " + HOW);
    }
    System.exit(apply && !broken ? 0 : 1);
  }

  /** A source that was not laid out, or that could not be read as Java. */
  private record Miss(Path source, boolean applied, FormatterException fault) {
    String describe(Path folder) {
      var name = folder.relativize(source);
      if (fault != null) {
        return name + ":" + fault.getMessage();
      }
      return (applied ? "formatted " : "not formatted: ") + name;
    }
  }

  private static Stream<Miss> format(Path source, boolean apply) {
    try {
      var before = Files.readString(source);
      var after = new Formatter().formatSourceAndFixImports(before);
      if (after.equals(before)) {
        return Stream.empty();
      }
      if (apply) {
        Files.writeString(source, after);
      }
      return Stream.of(new Miss(source, apply, null));
    } catch (FormatterException e) {
      return Stream.of(new Miss(source, apply, e));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(source.toString(), e);
    }
  }

  private static List<Path> sources(Path folder) throws IOException {
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            var name = dir.getFileName().toString();
            boolean skip = name.equals("target") || name.startsWith(".");
            return skip && !dir.equals(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found.stream().sorted().toList();
  }
}
