package dev.penstock.backend.jetty;

import java.net.ProxySelector;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a client of our own is made.
 *
 * @param http2 whether TLS connections offer HTTP/2
 * @param http2PriorKnowledge whether connections in clear text speak HTTP/2 at once
 * @param streamWindow how many bytes an HTTP/2 stream may be ahead of its reader
 * @param sessionWindow how many bytes all streams of an HTTP/2 connection may be ahead together
 * @param proxies chooses the proxy of a URI; null for the system's choice
 * @param sslContext the TLS context; null for the JVM's
 * @param maxConnectionsPerDestination how many connections one server may have
 * @param keepIdle how long a connection that carries nothing is kept
 */
record Options(
    boolean http2,
    boolean http2PriorKnowledge,
    int streamWindow,
    int sessionWindow,
    @Nullable ProxySelector proxies,
    @Nullable SSLContext sslContext,
    int maxConnectionsPerDestination,
    Duration keepIdle) {}
