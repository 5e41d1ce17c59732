package dev.penstock.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code penstock}. */
@Command(
    name = "penstock",
    mixinStandardHelpOptions = true,
    version = "penstock 0.1.0-SNAPSHOT",
    description = "Reads streamed answers of language models.")
final class Main implements Runnable {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
