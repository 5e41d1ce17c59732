package dev.penstock.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command {@code penstock demo}. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {
  private final Shell shell;

  DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    shell.tell("soon");
    return 0;
  }
}
