package com.example.reader;

import dev.penstock.Penstock;
import dev.penstock.StreamEvent.TextDelta;
import dev.penstock.openai.OpenAi;

/** Asks a model and puts its words together. */
final class Reader {
  private Reader() {}

  static String ask(Penstock penstock, String baseUrl, String question) {
    var text = new StringBuilder();
    try (var answer = penstock.open(OpenAi.compatible(baseUrl).chat("any", question))) {
      for (var event : answer) {
        if (event instanceof TextDelta(var words)) {
          text.append(words);
        }
      }
    }
    return text.toString();
  }
}
