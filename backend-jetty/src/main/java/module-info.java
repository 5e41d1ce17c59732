import org.jspecify.annotations.NullMarked;

/** Penstock's backend on Jetty's HTTP client. */
@NullMarked
module dev.penstock.backend.jetty {
  requires transitive dev.penstock;
  requires transitive org.eclipse.jetty.client;
  requires org.eclipse.jetty.http2.client.transport;
  requires static transitive org.jspecify;

  exports dev.penstock.backend.jetty;

  provides dev.penstock.spi.BackendProvider with
      dev.penstock.backend.jetty.JettyBackendProvider;
}
