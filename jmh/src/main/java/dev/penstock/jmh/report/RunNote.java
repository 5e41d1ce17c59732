package dev.penstock.jmh.report;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Of which run a suite's figures are. It stands in {@code SUITE.run.json}, as the files of figures
 * have no place for it.
 *
 * @param command what was run
 * @param load the machine's load average before it; negative where the system has none
 */
public record RunNote(
    String command, String date, String jdk, String system, int processors, double load) {

  /**
   * {@return the note of a run that is about to begin}
   *
   * @param options what else stands on the command line
   */
  public static RunNote now(String suite, boolean quick, List<String> options) {
    var command = new StringBuilder("jmh/bench ").append(suite).append(quick ? " --quick" : "");
    options.forEach(option -> command.append(' ').append(option));
    return new RunNote(
        command.toString(),
        LocalDate.now(ZoneOffset.UTC).toString(),
        System.getProperty("java.vendor.version", "JDK " + Runtime.version()),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  static Path file(String suite, Path target) {
    return target.resolve(suite + ".run.json");
  }

  /** Puts it beside the figures of the suite. */
  public void write(String suite, Path target) throws IOException {
    var text = new StringWriter();
    try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("command", command);
      json.writeStringProperty("date", date);
      json.writeStringProperty("jdk", jdk);
      json.writeStringProperty("system", system);
      json.writeNumberProperty("processors", processors);
      json.writeNumberProperty("load-average", load);
      json.writeEndObject();
    }
    Files.writeString(file(suite, target), text.append('\n').toString());
  }

  static RunNote read(Path file) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    try (var json =
        new JsonFactory().createParser(ObjectReadContext.empty(), Files.readString(file))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        json.nextToken();
        values.put(json.currentName(), json.getString());
      }
    }
    return new RunNote(
        values.getOrDefault("command", ""),
        values.getOrDefault("date", ""),
        values.getOrDefault("jdk", ""),
        values.getOrDefault("system", ""),
        Integer.parseInt(values.getOrDefault("processors", "0")),
        Double.parseDouble(values.getOrDefault("load-average", "-1")));
  }

  String sentence() {
    var machine =
        String.format(
            Locale.ROOT, "`%s`, %s: %s, %s, %d processors", command, date, jdk, system, processors);
    return load < 0
        ? machine + "."
        : String.format(
            Locale.ROOT, "%s, with a load average of %.1f before the run.", machine, load);
  }
}
