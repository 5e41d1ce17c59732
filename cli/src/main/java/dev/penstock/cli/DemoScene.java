package dev.penstock.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A stream of the demonstration, in the shape of OpenAI's Chat Completions. Written by hand, spoken
 * by no model.
 */
enum DemoScene {
  TEXT("A plain answer", "Why is the sky blue?") {
    @Override
    List<String> events() {
      return answer(
          text(
              """
              Sunlight is a mixture of all colours, and air is not quite empty of
              matter: its molecules scatter light in every direction. They scatter
              short waves far more than long ones, blue about six times as much as
              red. So from wherever you look at the sky, what reaches your eye from
              the side is mostly blue. At sunset the light has come a long way
              through the air, the blue has gone elsewhere, and red is what is left.
              """));
    }
  },
  THINKING(
      "Thinking, then an answer", "A bat and a ball cost 1.10. The bat costs 1 more. The ball?") {
    @Override
    List<String> events() {
      var events =
          tokens(
              "reasoning_content",
              """
              Ten cents comes to mind first. Check: the bat would cost 1.10 then,
              and both together 1.20. Too much. Let the ball cost x: x + (x + 1)
              is 1.10, so 2x is 0.10, and x is 0.05. Check: 0.05 + 1.05 is 1.10.
              """);
      events.addAll(
          text(
              """
              The ball costs 5 cents. The bat then costs 1.05, which is one more,
              and both together make 1.10.
              """));
      return answer(events);
    }
  },
  TOOL_CALL("A tool call, its arguments as they are written", "What is the weather in Tromsø?") {
    @Override
    List<String> events() {
      var events = text("I will look that up.\n");
      events.add(
          delta(
              """
              {"tool_calls":[{"index":0,"id":"call_1","type":"function",\
              "function":{"name":"current_weather","arguments":""}}]}\
              """));
      for (var fragment :
          split("{\"city\": \"Tromsø\", \"unit\": \"celsius\", \"hours\": [6, 12, 18]}")) {
        events.add(
            delta(
                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":"
                    + quoted(fragment)
                    + "}}]}"));
      }
      return ended(events, "tool_calls");
    }
  },
  ERROR("An error in the middle: what came before it is kept", "Tell me a story.") {
    @Override
    List<String> events() {
      var events =
          text(
              """
              Once there was a river that nobody had ever seen the end of, and an
              old ferryman who
              """
                  .stripTrailing());
      events.add(
          "{\"error\":{\"message\":\"The engine is"
              + " overloaded\",\"type\":\"server_error\",\"code\":\"overloaded\"}}");
      return events;
    }
  };

  /** How many bytes an event of {@link #endless()} has on the wire. */
  static final int ENDLESS_EVENT_BYTES = 2048;

  private static final Pattern TOKEN = Pattern.compile("\\s*\\S{1,7}|\\s+");

  private final String title;
  private final String prompt;

  DemoScene(String title, String prompt) {
    this.title = title;
    this.prompt = prompt;
  }

  String title() {
    return title;
  }

  String prompt() {
    return prompt;
  }

  /** {@return the data of its events} */
  abstract List<String> events();

  /**
   * {@return the data of an event that comes again and again, for a reader that is slower than the
   * server}
   */
  static String endless() {
    var empty = delta("{\"content\":\"\"}");
    var padding = "x".repeat(ENDLESS_EVENT_BYTES - empty.length() - "data: \n\n".length());
    return delta("{\"content\":\"" + padding + "\"}");
  }

  private static List<String> answer(List<String> events) {
    return ended(events, "stop");
  }

  private static List<String> ended(List<String> events, String reason) {
    int tokens = events.size();
    events.add(
        "{\"model\":\"demo\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\""
            + reason
            + "\"}]}");
    events.add(
        "{\"model\":\"demo\",\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":"
            + tokens
            + "}}");
    events.add("[DONE]");
    return events;
  }

  private static List<String> text(String text) {
    return tokens("content", text);
  }

  private static List<String> tokens(String field, String text) {
    var events = new ArrayList<String>();
    for (var token : split(text)) {
      events.add(delta("{\"" + field + "\":" + quoted(token) + "}"));
    }
    return events;
  }

  private static List<String> split(String text) {
    return TOKEN.matcher(text).results().map(match -> match.group()).toList();
  }

  private static String delta(String delta) {
    return "{\"model\":\"demo\",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":null}]}";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
