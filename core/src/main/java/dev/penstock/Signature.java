package dev.penstock;

import dev.penstock.spi.BackendRequest;
import dev.penstock.spi.Headers;
import dev.penstock.spi.RequestSigner;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Has the requests of one stream signed, if they are to be. Confined to the stream's reader. */
final class Signature {
  private final @Nullable RequestSigner signer;
  private final Secrets secrets;
  private final Clocks clocks;

  /**
   * Makes one.
   *
   * @param signer signs; null if nothing is to be signed
   * @param secrets get to know what was added
   * @param clocks get to know how long it took
   */
  Signature(@Nullable RequestSigner signer, Secrets secrets, Clocks clocks) {
    this.signer = signer;
    this.secrets = secrets;
    this.clocks = clocks;
  }

  /** {@return the request as it is to be sent} */
  BackendRequest on(BackendRequest request) throws IOException, InterruptedException, Fault.Raised {
    if (signer == null) {
      return request;
    }
    long before = System.nanoTime();
    var added = sign(signer, request);
    clocks.waitedOutsideBody(System.nanoTime() - before);
    secrets.add(added);
    var headers = request.headers();
    for (var field : added) {
      headers = headers.with(field.name(), field.value());
    }
    return request.to(request.uri(), headers);
  }

  private static Headers sign(RequestSigner signer, BackendRequest request)
      throws IOException, InterruptedException, Fault.Raised {
    try {
      return signer.sign(request);
    } catch (RuntimeException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw new Fault.Raised(new Fault.Signing(e));
    }
  }
}
