package dev.penstock.jmh.faults;

/** The other clients, each in its own folder below {@code jmh/peers}. */
enum Peer {
  OPENAI("openai-java", Wire.OPENAI, "openai-java", "OpenAiFaults.java"),
  ANTHROPIC("anthropic-java", Wire.ANTHROPIC, "anthropic-java", "AnthropicFaults.java"),
  LANGCHAIN4J("LangChain4j", Wire.OPENAI, "langchain4j", "LangChain4jFaults.java"),
  GOOGLE("google-genai", Wire.GEMINI, "google-genai", "GoogleFaults.java");

  private final String title;
  private final Wire wire;
  private final String folder;
  private final String source;

  Peer(String title, Wire wire, String folder, String source) {
    this.title = title;
    this.wire = wire;
    this.folder = folder;
    this.source = source;
  }

  String title() {
    return title;
  }

  Wire wire() {
    return wire;
  }

  String folder() {
    return folder;
  }

  String source() {
    return source;
  }
}
