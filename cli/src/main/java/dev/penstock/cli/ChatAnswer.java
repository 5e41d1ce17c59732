package dev.penstock.cli;

import dev.penstock.EventStream;
import dev.penstock.StreamEvent;
import dev.penstock.StreamMetadata;
import dev.penstock.StreamOptions;
import java.util.function.Supplier;

/** Reads an answer and shows it: with a status line under it where somebody watches. */
final class ChatAnswer implements StreamReader.Watcher {
  private final Shell shell;
  private final boolean stats;
  private final boolean watched;
  private final Figures figures;
  private final DataOut out;
  private final Output output;

  /**
   * An answer that is about to be asked for.
   *
   * @param shell where it is shown
   * @param kind how
   * @param stats whether the figures are told on standard error
   */
  ChatAnswer(Shell shell, Output.Kind kind, boolean stats) {
    this.shell = shell;
    this.stats = stats;
    this.figures = new Figures(System::nanoTime);
    var style = shell.style();
    this.watched = kind == Output.Kind.TEXT && style.cursor();
    this.out =
        watched ? new ScreenOut(shell.out(), style, figures::line) : new DataOut(shell.out());
    this.output = kind.on(out, style);
  }

  /** {@return options with which it gets what it shows} */
  StreamOptions options(StreamOptions options) {
    return StreamReader.options(options, output);
  }

  /** Reads it to its end, and returns the exit status. */
  int read(Supplier<EventStream> opening) {
    Ending ending;
    try {
      out.flush();
      ending = StreamReader.read(opening, output, this);
      output.ended(ending);
    } finally {
      if (out instanceof ScreenOut screen) {
        screen.close();
      }
    }
    if (watched && !stats) {
      var style = shell.style();
      out.println(style.dim(Columns.cut(figures.line(), style.columns() - 1)));
    }
    out.flush();
    ending.tell(shell);
    if (stats) {
      figures.table().forEach(shell.err()::println);
    }
    return ending.failure() == null ? Main.OK : Main.FAILED;
  }

  @Override
  public void event(StreamEvent event, EventStream stream) {
    figures.event(event, stream.metadata());
    out.flush();
  }

  @Override
  public void ended(StreamMetadata metadata) {
    figures.ended(metadata);
  }
}
