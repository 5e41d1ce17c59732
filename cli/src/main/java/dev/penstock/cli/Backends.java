package dev.penstock.cli;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendProvider;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Backends for what asks one itself, in place of a client. */
final class Backends {
  private static final String PREFERRED = "jdk";

  private Backends() {}

  /**
   * {@return a new backend, chosen as a client would: the one named; else what the system property
   * or the environment names; else the JDK's}
   *
   * @param name its name; blank for none
   * @param environment the environment's variables by name
   * @throws UsageException if there is none of that name
   */
  static Backend create(String name, Function<String, @Nullable String> environment) {
    var wanted =
        Stream.of(
                name, System.getProperty("penstock.backend"), environment.apply("PENSTOCK_BACKEND"))
            .filter(each -> each != null && !each.isBlank())
            .findFirst()
            .orElse(PREFERRED)
            .strip();
    var present = new TreeMap<String, BackendProvider>();
    for (var provider : ServiceLoader.load(BackendProvider.class)) {
      present.putIfAbsent(provider.name(), provider);
    }
    var provider = present.get(wanted);
    if (provider == null) {
      throw new UsageException(
          "no backend is named '" + wanted + "': present are " + present.keySet());
    }
    return provider.create();
  }
}
