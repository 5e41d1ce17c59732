package dev.penstock.cli;

import dev.penstock.StreamEvent;
import dev.penstock.StreamEvent.Finish;
import dev.penstock.StreamException;
import java.util.Locale;

/** What is to be seen of the demonstration. */
interface DemoOutput {

  /** Nobody looks. */
  DemoOutput NONE =
      new DemoOutput() {
        @Override
        public void event(StreamEvent event) {}

        @Override
        public void finished(Finish finish) {}

        @Override
        public void failed(StreamException e) {}
      };

  void event(StreamEvent event);

  void finished(Finish finish);

  void failed(StreamException e);

  /** The terminal, or what stands for it. */
  final class Live implements DemoOutput {
    private final DataOut out;
    private final Style style;
    private final LiveOutput answer;

    Live(DataOut out, Style style) {
      this.out = out;
      this.style = style;
      this.answer = new LiveOutput(out, style);
    }

    void heading(String title, String prompt) {
      out.println("");
      out.println(style.bold(title));
      if (!prompt.isEmpty()) {
        out.println(style.dim("> " + prompt));
      }
      out.flush();
    }

    @Override
    public void event(StreamEvent event) {
      answer.event(event);
      out.flush();
    }

    @Override
    public void finished(Finish finish) {
      answer.end();
      out.println(style.dim("(finished: " + finish.reason().name().toLowerCase(Locale.ROOT) + ")"));
      out.flush();
    }

    @Override
    public void failed(StreamException e) {
      answer.end();
      var said = "(" + Failure.of(e) + ")";
      out.println(style.error(style.terminal() ? Columns.folded(said, style.columns() - 1) : said));
      int kept = e.partial().text().length();
      out.println(style.dim("(the exception has the answer so far: " + kept + " characters)"));
      out.flush();
    }

    /**
     * Shows how a slow reading goes: each time in place of the last where somebody looks, else only
     * the end.
     */
    void slow(long read, long written, boolean last) {
      var line =
          "the reader has taken "
              + Units.bytes(read)
              + ", the server could write "
              + Units.bytes(written);
      if (style.terminal()) {
        out.print("\r" + line + "   " + (last ? "\n" : ""));
      } else if (last) {
        out.println(line);
      }
      out.flush();
    }
  }
}
