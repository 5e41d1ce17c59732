package dev.penstock.backend.jetty;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Socks5Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Lets a {@link ProxySelector} choose the proxies of Jetty's client, which knows only lists of
 * them: a request is tagged with the proxy that was chosen, the tag becomes part of its origin, and
 * the proxy matches the origins with its tag.
 */
final class Proxies {
  private final ProxyConfiguration configuration;
  private final @Nullable ProxySelector selector;
  private final ConcurrentHashMap<Route, ProxyConfiguration.Proxy> known =
      new ConcurrentHashMap<>();

  /** A proxy, and how it is spoken to. */
  private record Route(Proxy.Type type, String host, int port) {
    boolean leads(Origin origin) {
      return equals(origin.getTag());
    }
  }

  Proxies(ProxyConfiguration configuration, @Nullable ProxySelector selector) {
    this.configuration = configuration;
    this.selector = selector;
  }

  /** Leads a request over the proxy that is chosen for it, if any. */
  void route(Request request, URI uri) {
    var chooser = selector == null ? ProxySelector.getDefault() : selector;
    if (chooser == null) {
      return;
    }
    var proxies = chooser.select(uri);
    if (proxies == null || proxies.isEmpty()) {
      return;
    }
    var first = proxies.getFirst();
    if (first.type() != Proxy.Type.DIRECT && first.address() instanceof InetSocketAddress address) {
      var route = new Route(first.type(), address.getHostString(), address.getPort());
      var unused = known.computeIfAbsent(route, this::added);
      request.tag(route);
    }
  }

  private ProxyConfiguration.Proxy added(Route route) {
    var proxy = route.type == Proxy.Type.SOCKS ? socks(route) : http(route);
    configuration.addProxy(proxy);
    return proxy;
  }

  private static ProxyConfiguration.Proxy http(Route route) {
    return new HttpProxy(route.host, route.port) {
      @Override
      public boolean matches(Origin origin) {
        return route.leads(origin);
      }
    };
  }

  private static ProxyConfiguration.Proxy socks(Route route) {
    return new Socks5Proxy(route.host, route.port) {
      @Override
      public boolean matches(Origin origin) {
        return route.leads(origin);
      }
    };
  }
}
