package dev.penstock.cli;

/** Streams in the shape of OpenAI's Chat Completions. */
final class ChatStreams {
  static final String HELLO =
      """
      data: {"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

      data: {"choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}

      data: {"choices":[{"index":0,"delta":{"content":"lo, wörld 😀"},"finish_reason":null}]}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3}}

      data: [DONE]

      """;

  static final String TOOLS =
      """
      data: {"choices":[{"index":0,"delta":{"reasoning_content":"Look it up."},"finish_reason":null}]}

      data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"weather","arguments":""}}]}}]}

      data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"city\\":"}}]}}]}

      data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\\"Oslo\\"}"}}]}}]}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

      data: [DONE]

      """;

  /** Two events of text, and then nothing more. */
  static final String CUT =
      HELLO.substring(0, HELLO.indexOf("data: {\"choices\":[{\"index\":0,\"delta\":{},"));

  /** Text, and then an error. */
  static final String BROKEN =
      CUT
          + """
          data: {"error":{"message":"overloaded","type":"server_error","code":"busy"}}

          """;

  private ChatStreams() {}
}
