import org.jspecify.annotations.NullMarked;

/** Helps to test code that streams from a language model. */
@NullMarked
module dev.penstock.testkit {
  requires transitive dev.penstock;
  requires jdk.management;
  requires static transitive org.jspecify;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  // For HTTP/2 alone; who wants it adds them.
  requires static org.eclipse.jetty.alpn.server;
  requires static org.eclipse.jetty.http2.server;

  exports dev.penstock.testkit;
  exports dev.penstock.testkit.models;
  exports dev.penstock.testkit.recording;

  uses dev.penstock.spi.BackendProvider;

  // JUnit makes and calls the groups of the contract, which are not public.
  opens dev.penstock.testkit;
}
