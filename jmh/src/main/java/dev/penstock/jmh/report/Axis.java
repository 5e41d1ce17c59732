package dev.penstock.jmh.report;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * The axis of a chart: where a value stands, and which values are marked.
 *
 * @param title what is shown, with its unit
 * @param ticks the values that are marked, from its beginning to its end
 * @param label how a value is written
 * @param position from a value to its place, 0 at the beginning and 1 at the end
 */
public record Axis(
    String title, List<Double> ticks, DoubleFunction<String> label, DoubleUnaryOperator position) {
  private static final int MOST_TICKS = 8;

  /** {@return an axis from zero to at least a value} */
  public static Axis linear(String title, double most, DoubleFunction<String> label) {
    double step = Math.pow(10, Math.floor(Math.log10(most)));
    for (double part : new double[] {0.1, 0.2, 0.5}) {
      if (most / (step * part) <= MOST_TICKS) {
        step *= part;
        break;
      }
    }
    double last = Math.ceil(most / step) * step;
    double each = step;
    var ticks = DoubleStream.iterate(0, tick -> tick <= last, tick -> tick + each).boxed().toList();
    return new Axis(title, ticks, label, value -> value / last);
  }

  /** {@return an axis from a power of ten to another} */
  public static Axis logarithmic(String title, int first, int last, DoubleFunction<String> label) {
    var ticks =
        DoubleStream.iterate(first, power -> power <= last, power -> power + 1)
            .map(power -> Math.pow(10, power))
            .boxed()
            .toList();
    return new Axis(
        title, ticks, label, value -> (Math.log10(Math.max(value, 1)) - first) / (last - first));
  }
}
