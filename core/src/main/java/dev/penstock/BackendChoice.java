package dev.penstock;

import dev.penstock.spi.Backend;
import dev.penstock.spi.BackendProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a client's backends and owns those that were chosen by name.
 *
 * <p>The first of these that says something decides: the call, the system property {@value
 * #PROPERTY}, the environment variable {@value #ENVIRONMENT}, the client's builder; else {@code
 * jdk} if it is present, else the only one that is.
 */
final class BackendChoice implements AutoCloseable {
  static final String PROPERTY = "penstock.backend";
  static final String ENVIRONMENT = "PENSTOCK_BACKEND";
  private static final String PREFERRED = "jdk";

  /**
   * A backend that was asked for, by name or as an instance that stays the property of whoever made
   * it.
   *
   * @param name its name, null if it is an instance
   * @param instance the instance, null if it is a name
   */
  record Wanted(@Nullable String name, @Nullable Backend instance) {
    static final Wanted NOTHING = new Wanted(null, null);

    static Wanted of(Backend instance) {
      return new Wanted(null, instance);
    }

    static Wanted of(@Nullable String name) {
      return name == null || name.isBlank() ? NOTHING : new Wanted(name.strip(), null);
    }

    boolean saysNothing() {
      return name == null && instance == null;
    }
  }

  private final Function<String, @Nullable String> properties;
  private final Function<String, @Nullable String> environment;
  private final Iterable<BackendProvider> providers;
  private final Wanted ofBuilder;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Backend> made = new HashMap<>();
  private boolean closed;

  BackendChoice(
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment,
      Iterable<BackendProvider> providers,
      Wanted ofBuilder) {
    this.properties = properties;
    this.environment = environment;
    this.providers = providers;
    this.ofBuilder = ofBuilder;
  }

  /**
   * {@return the backend for a call}
   *
   * @param ofCall what the call asks for
   * @throws IllegalArgumentException if a name is unknown or no backend is there; the message says
   *     what to add
   */
  Backend choose(Wanted ofCall) {
    var wanted =
        List.of(
                ofCall,
                Wanted.of(properties.apply(PROPERTY)),
                Wanted.of(environment.apply(ENVIRONMENT)),
                ofBuilder)
            .stream()
            .filter(candidate -> !candidate.saysNothing())
            .findFirst()
            .orElse(Wanted.NOTHING);
    if (wanted.instance() != null) {
      return wanted.instance();
    }
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the client is closed");
      }
      var provider = provider(wanted.name());
      return made.computeIfAbsent(provider.name(), name -> provider.create());
    } finally {
      lock.unlock();
    }
  }

  private BackendProvider provider(@Nullable String name) {
    var present = new TreeMap<String, BackendProvider>();
    providers.forEach(provider -> present.putIfAbsent(provider.name(), provider));
    if (present.isEmpty()) {
      throw new IllegalArgumentException(
          "no backend is present: add dev.penstock:penstock-backend-jdk or"
              + " dev.penstock:penstock-backend-jetty");
    }
    if (name != null) {
      var named = present.get(name);
      if (named == null) {
        throw new IllegalArgumentException(
            "no backend is named '"
                + name
                + "': present are "
                + present.keySet()
                + artifactOf(name));
      }
      return named;
    }
    var preferred = present.get(PREFERRED);
    if (preferred != null) {
      return preferred;
    }
    if (present.size() > 1) {
      throw new IllegalArgumentException(
          "several backends are present, "
              + present.keySet()
              + ": choose one, by "
              + PROPERTY
              + " for instance");
    }
    return present.firstEntry().getValue();
  }

  private static String artifactOf(String name) {
    return switch (name) {
      case "jdk", "jetty" -> "; add dev.penstock:penstock-backend-" + name;
      default ->
          "; add dev.penstock:penstock-backend-jdk for jdk, dev.penstock:penstock-backend-jetty for"
              + " jetty, or the jar that provides it";
    };
  }

  @Override
  public void close() {
    List<Backend> mine;
    lock.lock();
    try {
      closed = true;
      mine = List.copyOf(made.values());
      made.clear();
    } finally {
      lock.unlock();
    }
    mine.forEach(Backend::close);
  }
}
