package dev.penstock.jmh.soak;

import dev.penstock.testkit.Answer;
import dev.penstock.testkit.ReceivedRequest;
import dev.penstock.testkit.ScriptedServer;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives each stream the fate that its path asks for: {@code /FATE/NUMBER/SEED}. It prints the ports
 * for HTTP/1.1 and HTTP/2 and runs until its input ends.
 */
public final class SoakServer {
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private SoakServer() {}

  public static void main(String[] args) throws IOException {
    try (var http1 = ScriptedServer.start(SoakServer::answer);
        var http2 = ScriptedServer.builder().http2().start(SoakServer::answer)) {
      System.out.println(http1.port());
      System.out.println(http2.port());
      while (System.in.read() >= 0) {
        // Until the parent is gone.
      }
    }
  }

  private static Answer answer(ReceivedRequest request) {
    var path = request.path().split("/", -1);
    boolean first = SEEN.add(path[2]);
    return Fate.valueOf(path[1]).answer(Long.parseLong(path[3]), first);
  }
}
