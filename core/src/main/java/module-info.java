/**
 * Penstock's core: the iterator over a streamed answer, the framings, and what backends implement.
 * It needs no other library at run time.
 */
@org.jspecify.annotations.NullMarked
module dev.penstock {
  requires static jdk.jfr;
  requires static transitive org.jspecify;

  exports dev.penstock;
  exports dev.penstock.framing;
  exports dev.penstock.spi;

  uses dev.penstock.spi.BackendProvider;
}
