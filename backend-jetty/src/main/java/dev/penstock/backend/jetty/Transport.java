package dev.penstock.backend.jetty;

import java.util.List;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;

/**
 * HTTP/2 where it is wanted, else HTTP/1.1: over TLS as the server chooses (ALPN), HTTP/1.1 if it
 * doesn't know the question; in clear text as we were told, without an upgrade.
 */
final class Transport extends HttpClientTransportDynamic {
  private final Origin.Protocol secure;
  private final Origin.Protocol clear;

  /**
   * HTTP/1.1 stands first, being what Jetty falls back to; {@link #newOrigin} says what is
   * preferred.
   */
  Transport(ClientConnector connector, HTTP2Client http2, Options options) {
    super(
        connector,
        HttpClientConnectionFactory.HTTP11,
        new ClientConnectionFactoryOverHTTP2.HTTP2(http2));
    secure =
        options.http2()
            ? new Origin.Protocol(List.of("h2", "http/1.1"), /* negotiate= */ true)
            : new Origin.Protocol(List.of("http/1.1"), /* negotiate= */ false);
    clear =
        new Origin.Protocol(
            List.of(options.http2PriorKnowledge() ? "h2c" : "http/1.1"), /* negotiate= */ false);
  }

  @Override
  public Origin newOrigin(Request request) {
    boolean tls = "https".equalsIgnoreCase(request.getScheme());
    request.transport(org.eclipse.jetty.io.Transport.TCP_IP);
    return getHttpClient().createOrigin(request, tls ? secure : clear);
  }
}
