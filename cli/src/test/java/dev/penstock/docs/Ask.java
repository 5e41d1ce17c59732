package dev.penstock.docs;

// @start region="ask"
import dev.penstock.Penstock;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.StreamException;
import dev.penstock.openai.OpenAi;

class Ask {
  public static void main(String[] args) {
    var request = OpenAi.fromEnvironment().chat("gpt-5", "Why is the sky blue?");
    try (var penstock = Penstock.create();
        var answer = penstock.open(request)) {
      for (var event : answer) {
        switch (event) {
          case TextDelta(var text) -> System.out.print(text);
          case Finish(var reason, var raw) -> System.out.println("\n[" + reason + "]");
          default -> {}
        }
      }
    } catch (StreamException e) {
      System.err.println(e.getMessage() + "; it had said: " + e.partial().text());
    }
  }
}
// @end
