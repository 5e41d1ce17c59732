package dev.penstock.jmh;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;

/**
 * One run of JMH's; a suite is one or several.
 *
 * @param file the name of its file of results, which runs can share
 * @param include the benchmarks, as a regular expression of JMH's
 * @param parameters the values that parameters can have in it, where not all can
 * @param classPath the forks' class path; null for that of this JVM
 * @param mode stands in for that of the benchmarks; null for theirs
 */
record Run(
    String file,
    String include,
    Map<String, List<String>> parameters,
    @Nullable String classPath,
    @Nullable Mode mode) {

  static Run of(String file, String include) {
    return new Run(file, include, Map.of(), null, null);
  }

  Run withMode(Mode other) {
    return new Run(file, include, parameters, classPath, other);
  }

  /**
   * {@return its benchmarks, as an expression; those among the chosen ones if some are}
   *
   * @param chosen expressions that find a method by its name, whatever its class and package are
   */
  String include(List<String> chosen) {
    return "^" + expression(chosen);
  }

  /** {@return all other benchmarks: JMH adds what was chosen to what is included} */
  String exclude(List<String> chosen) {
    return "^(?!" + expression(chosen) + ")";
  }

  private String expression(List<String> chosen) {
    return chosen.isEmpty()
        ? ".*" + include
        : "(?=.*" + include + ")(?=.*\\.[^.]*(?:" + String.join("|", chosen) + ")[^.]*$)";
  }

  /** {@return those values that are among the chosen ones; all of them where none are} */
  Map<String, List<String>> parameters(Function<String, ? extends Collection<String>> chosen) {
    var left = new HashMap<String, List<String>>();
    parameters.forEach((name, values) -> {
      var wanted = chosen.apply(name);
      left.put(name, wanted.isEmpty() ? values : values.stream().filter(wanted::contains).toList());
    });
    return left;
  }
}
