package dev.penstock.framing;

import java.util.function.IntFunction;

/**
 * The framings that come with Penstock. No enum, whose {@code name()} could be no format's name.
 */
record StandardFraming(String name, IntFunction<FrameParser> parsers) implements Framing {
  static final StandardFraming SSE =
      new StandardFraming(
          "sse", limit -> SseParser.builder().maxFrameBytes(limit).strayLines(true).build());

  static final StandardFraming NDJSON = new StandardFraming("ndjson", NdjsonParser::create);

  static final StandardFraming JSON_ARRAY =
      new StandardFraming("json-array", JsonArrayParser::create);

  static final StandardFraming AWS_EVENT_STREAM =
      new StandardFraming("aws-eventstream", AwsEventStreamParser::create);

  @Override
  public FrameParser newParser(int maxFrameBytes) {
    return parsers.apply(maxFrameBytes);
  }

  @Override
  public String toString() {
    return name;
  }
}
