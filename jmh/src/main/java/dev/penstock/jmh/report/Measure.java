package dev.penstock.jmh.report;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One figure of a report.
 *
 * @param name who was measured
 * @param params under which circumstances
 * @param metric what was measured
 */
public record Measure(
    String name, Map<String, String> params, String metric, double value, String unit) {

  /** Writes figures as JSON. */
  public static void write(List<Measure> measures, Path file) throws IOException {
    var text = new StringWriter();
    try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      for (var measure : measures) {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeStringProperty("name", measure.name);
        json.writeName("params");
        json.writeStartObject();
        measure.params.forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeStringProperty("metric", measure.metric);
        json.writeNumberProperty("value", measure.value);
        json.writeStringProperty("unit", measure.unit);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text.append('\n').toString());
  }

  /** {@return the figures of a file} */
  public static List<Measure> read(Path file) throws IOException {
    var measures = new ArrayList<Measure>();
    try (var json =
        new JsonFactory().createParser(ObjectReadContext.empty(), Files.readString(file))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        measures.add(read(json));
      }
    }
    return measures;
  }

  /** {@return the value of one of the figures; {@code NaN} if it is not among them} */
  public static double value(
      List<Measure> measures, String name, Map<String, String> params, String metric) {
    return measures.stream()
        .filter(each -> each.name.equals(name) && each.params.equals(params))
        .filter(each -> each.metric.equals(metric))
        .mapToDouble(Measure::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static Measure read(JsonParser json) {
    var strings = new LinkedHashMap<String, String>();
    var params = new LinkedHashMap<String, String>();
    double value = Double.NaN;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var key = json.currentName();
      switch (json.nextToken()) {
        case START_OBJECT -> {
          while (json.nextToken() != JsonToken.END_OBJECT) {
            json.nextToken();
            params.put(json.currentName(), json.getString());
          }
        }
        case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> value = json.getDoubleValue();
        default -> strings.put(key, json.getString());
      }
    }
    return new Measure(
        strings.getOrDefault("name", ""),
        params,
        strings.getOrDefault("metric", ""),
        value,
        strings.getOrDefault("unit", ""));
  }
}
