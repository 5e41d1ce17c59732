package dev.penstock.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code penstock}. */
@Command(
    name = "penstock",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Reads streamed answers of language models.",
    footer = {
      "",
      "Exit status: 0 done, 1 a stream failed (the error is on standard error), 2 wrong usage.",
      "Standard output carries data only. NO_COLOR, or --no-color,",
      "switches colours off."
    })
public final class Main implements Runnable {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  private static final String NO_COLOR = "--no-color";

  private static final Map<String, Function<Shell, Object>> SUBCOMMANDS = new LinkedHashMap<>();

  static {
    SUBCOMMANDS.put("demo", DemoCommand::new);
    SUBCOMMANDS.put("chat", ChatCommand::new);
    SUBCOMMANDS.put("decode", DecodeCommand::new);
    SUBCOMMANDS.put("record", RecordCommand::new);
    SUBCOMMANDS.put("replay", ReplayCommand::new);
    SUBCOMMANDS.put("serve", ServeCommand::new);
  }

  /** Looked for before anything is parsed: help and wrong usage are shown by it too. */
  @SuppressWarnings("UnusedVariable")
  @Option(names = NO_COLOR, scope = ScopeType.INHERIT, description = "Show no colours.")
  private boolean noColor;

  private Main() {}

  /**
   * Runs a command and ends the process with its exit status.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.exit(run(Shell.ofProcess(), args));
  }

  static int run(Shell around, String... args) {
    boolean plain = Stream.of(args).takeWhile(arg -> !arg.equals("--")).anyMatch(NO_COLOR::equals);
    var shell = plain ? around.withoutColours() : around;
    var ansi = Ansi.OFF;
    if (shell.style().colours()) {
      ansi = Ansi.ON;
    }
    var main = new CommandLine(new Main());
    subcommands(shell, List.of(args)).forEach(main::addSubcommand);
    return main.setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(Help.defaultColorScheme(ansi))
        .setOut(new PrintWriter(shell.out(), /* autoFlush= */ true, shell.charset()))
        .setErr(new PrintWriter(shell.err(), /* autoFlush= */ true, shell.charset()))
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler(Main::failed)
        .execute(args);
  }

  /** The one that the arguments begin with, as picocli looks long at each; else all, for help. */
  private static List<Object> subcommands(Shell shell, List<String> args) {
    var first = args.stream().dropWhile(NO_COLOR::equals).findFirst().orElse("");
    var named = SUBCOMMANDS.get(first);
    return named != null
        ? List.of(named.apply(shell))
        : Stream.concat(
                SUBCOMMANDS.values().stream().map(command -> command.apply(shell)),
                Stream.of(new GenerateCompletion()))
            .toList();
  }

  @Override
  public void run() {
    throw new UsageException("a command is missing: demo, chat, decode, record, replay or serve");
  }

  private static int misused(ParameterException e, String[] args) {
    var message = String.valueOf(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      message += "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    return misused(e.getCommandLine(), message);
  }

  private static int misused(CommandLine command, String message) {
    var name = command.getCommandSpec().qualifiedName();
    command.getErr().println("penstock: " + Failure.onOneLine(message));
    command.getErr().println("Try '" + name + " --help'.");
    return USAGE;
  }

  private static int failed(Exception e, CommandLine command, ParseResult arguments) {
    return switch (e) {
      case UsageException usage -> misused(command, usage.getMessage());
      case OutputException output -> {
        // Nobody reads any more, as behind `| head`: what was to be said has no hearer.
        if (!output.isBrokenPipe()) {
          command.getErr().println("penstock: " + output.getMessage());
        }
        yield FAILED;
      }
      default -> {
        command.getErr().println("penstock: a fault of its own: " + e);
        e.printStackTrace(command.getErr());
        yield FAILED;
      }
    };
  }

  /** Reads the version out of the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"penstock " + (version == null ? "(not packaged)" : version)};
    }
  }
}
