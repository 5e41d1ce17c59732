import org.jspecify.annotations.NullMarked;

/** Penstock's backend on {@code java.net.http}. */
@NullMarked
module dev.penstock.backend.jdk {
  requires transitive dev.penstock;
  requires transitive java.net.http;
  requires static transitive org.jspecify;

  provides dev.penstock.spi.BackendProvider with
      dev.penstock.backend.jdk.JdkBackendProvider;

  exports dev.penstock.backend.jdk;
}
