package dev.penstock.prompt;

import java.util.ArrayList;
import java.util.List;

/** Puts messages together to turns, those of the model and those of all others alternating. */
final class Turns {
  private Turns() {}

  /**
   * {@return the turns, in order and none empty}
   *
   * @param messages the instructions among them, and empty ones, are left out
   */
  static List<List<Message>> of(List<Message> messages) {
    var turns = new ArrayList<List<Message>>();
    var turn = new ArrayList<Message>();
    for (var message : messages) {
      if (message instanceof Message.Instructions
          || (message instanceof Message.Assistant said && said.parts().isEmpty())) {
        continue;
      }
      if (!turn.isEmpty() && isAssistant(turn.getLast()) != isAssistant(message)) {
        turns.add(List.copyOf(turn));
        turn.clear();
      }
      turn.add(message);
    }
    if (!turn.isEmpty()) {
      turns.add(List.copyOf(turn));
    }
    return turns;
  }

  private static boolean isAssistant(Message message) {
    return message instanceof Message.Assistant;
  }
}
