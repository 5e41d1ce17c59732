package dev.penstock;

import dev.penstock.StreamEvent.ToolCallDelta;
import dev.penstock.ToolCall.ArgumentsState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts tool calls together from their pieces.
 *
 * <p>A piece belongs to the call that was begun last on its index, unless it brings a name and an
 * id that this call does not have: servers give all their calls index 0, and repeat id and name in
 * each piece.
 */
final class ToolCallAssembly {

  private static final class Call {
    final int index;
    @Nullable String id;
    String name = "";
    final StringBuilder arguments = new StringBuilder();

    Call(int index) {
      this.index = index;
    }

    ToolCall build() {
      var json = arguments.toString();
      var state =
          json.isBlank()
              ? ArgumentsState.EMPTY
              : JsonText.isValid(json) ? ArgumentsState.VALID : ArgumentsState.INVALID;
      return new ToolCall(index, id, name, json, state);
    }
  }

  private record Key(int index, String id) {}

  private final List<Call> calls = new ArrayList<>();
  private final Map<Integer, Call> latest = new HashMap<>();
  private final Map<Key, Call> byId = new HashMap<>();

  /** Adds a piece. Returns whether it began a call. */
  boolean add(ToolCallDelta delta) {
    int before = calls.size();
    var call = find(delta);
    if (call == null) {
      call = new Call(delta.index());
      calls.add(call);
    }
    latest.put(delta.index(), call);
    if (call.id == null && delta.id() != null) {
      call.id = delta.id();
      byId.put(new Key(delta.index(), delta.id()), call);
    }
    if (call.name.isEmpty() && delta.name() != null) {
      call.name = delta.name();
    }
    call.arguments.append(delta.arguments());
    return calls.size() > before;
  }

  /** {@return how many characters a piece would add} */
  int charactersFor(ToolCallDelta delta) {
    int characters = delta.arguments().length();
    if (opens(delta)) {
      characters += length(delta.id()) + length(delta.name());
    }
    return characters;
  }

  /** {@return whether a piece would begin a call} */
  boolean opens(ToolCallDelta delta) {
    return find(delta) == null;
  }

  private @Nullable Call find(ToolCallDelta delta) {
    var current = latest.get(delta.index());
    if (current == null || delta.id() == null || delta.id().equals(current.id)) {
      return current;
    }
    var named = byId.get(new Key(delta.index(), delta.id()));
    if (named != null) {
      return named;
    }
    return current.id == null || delta.name() == null ? current : null;
  }

  private static int length(@Nullable String string) {
    return string == null ? 0 : string.length();
  }

  List<ToolCall> build() {
    return calls.stream().map(Call::build).toList();
  }
}
