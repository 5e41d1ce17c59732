package dev.penstock.testkit.recording;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendProvider;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The backends that are present, to make recordings with. */
final class LiveBackends {
  private static final String PREFERRED = "jdk";

  private LiveBackends() {}

  /**
   * {@return a new backend: {@code jdk} if it is present, else the first by name}
   *
   * @throws IllegalStateException if none is
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
    var preferred = present.get(PREFERRED);
    return (preferred == null ? present.firstEntry().getValue() : preferred).create();
  }
}
