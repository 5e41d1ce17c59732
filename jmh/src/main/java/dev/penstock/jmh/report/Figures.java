package dev.penstock.jmh.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The figures of a suite as they come, and of which run they are. */
public final class Figures {
  private final Section section;
  private final RunNote note;
  private final List<Measure> measures = new ArrayList<>();

  /**
   * Begins a run.
   *
   * @param options what stands on the command line beside the suite and {@code --quick}
   */
  public Figures(Section section, boolean quick, List<String> options) {
    this.section = section;
    note = RunNote.now(section.name(), quick, options);
  }

  /** Adds a {@link Measure}. */
  public void add(
      String name, Map<String, String> params, String metric, double value, String unit) {
    measures.add(new Measure(name, params, metric, value, unit));
  }

  /** Writes them to {@code SUITE.json} and shows what is made of that. */
  public void finish(Path target) throws IOException {
    Measure.write(measures, target.resolve(section.name() + ".json"));
    note.write(section.name(), target);
    section.show(target);
  }
}
