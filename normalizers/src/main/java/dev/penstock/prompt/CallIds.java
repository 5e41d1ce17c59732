package dev.penstock.prompt;

import dev.penstock.Completion;
import dev.penstock.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes up ids for tool calls that have none. A result without an id belongs to the first call of
 * its tool that has no result yet.
 */
final class CallIds {
  /** A call whose id was made up, and that has no result yet. */
  private record Waiting(String tool, String id) {}

  private final List<Waiting> waiting = new ArrayList<>();
  private int made;

  private CallIds() {}

  static List<Message> complete(List<Message> messages) {
    var ids = new CallIds();
    var complete = new ArrayList<Message>(messages.size());
    for (var message : messages) {
      complete.add(
          switch (message) {
            case Message.Assistant(var parts) ->
                new Message.Assistant(parts.stream().map(ids::complete).toList());
            case Message.ToolResult result when result.callId() == null ->
                new Message.ToolResult(
                    ids.idFor(result.tool()), result.tool(), result.content(), result.error());
            default -> message;
          });
    }
    return List.copyOf(complete);
  }

  private Completion.Part complete(Completion.Part part) {
    if (!(part instanceof ToolCall call) || call.id() != null) {
      return part;
    }
    var id = "call_" + made++;
    waiting.add(new Waiting(call.name(), id));
    return new ToolCall(call.index(), id, call.name(), call.arguments(), call.state());
  }

  private String idFor(String tool) {
    Waiting found = first(tool);
    if (found == null) {
      throw new IllegalArgumentException(
          "a result of tool " + tool + " without an id, and no call that it could belong to");
    }
    waiting.remove(found);
    return found.id();
  }

  private @Nullable Waiting first(String tool) {
    for (var each : waiting) {
      if (each.tool().equals(tool)) {
        return each;
      }
    }
    return null;
  }
}
