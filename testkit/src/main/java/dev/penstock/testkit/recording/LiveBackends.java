package dev.penstock.testkit.recording;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendProvider;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The backends that are present, to make recordings with. */
final class LiveBackends {
  private static final String PREFERRED = "jdk";

  private LiveBackends() {}

  /**
   * {@return a new backend, chosen as a client would: by the system property {@code
   * penstock.backend}, by the environment variable {@code PENSTOCK_BACKEND}; else {@code jdk} if it
   * is present, else the first by name}
   *
   * @throws IllegalStateException if there is none
   */
  static Backend create() {
    var present = new TreeMap<String, BackendProvider>();
    for (var provider : ServiceLoader.load(BackendProvider.class)) {
      present.putIfAbsent(provider.name(), provider);
    }
    if (present.isEmpty()) {
      throw new IllegalStateException(
          "no backend is present to record with: add dev.penstock:penstock-backend-jdk, or say"
              + " which by Recordings.with(…)");
    }
    var name =
        Stream.of(System.getProperty("penstock.backend"), System.getenv("PENSTOCK_BACKEND"))
            .filter(each -> each != null && !each.isBlank())
            .map(String::strip)
            .findFirst()
            .orElse(present.containsKey(PREFERRED) ? PREFERRED : present.firstKey());
    var provider = present.get(name);
    if (provider == null) {
      throw new IllegalStateException(
          "no backend is named '" + name + "': present are " + present.keySet());
    }
    return provider.create();
  }
}
