package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.cli.text.Ink;
import dev.cairn.cli.text.Visible;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** Puts the command line together: all commands, how they print help, and how failures end. */
final class Program {
  private static final int HELP_COLUMNS = 96;

  /** The commands, in the order in which the help lists them. */
  private static final List<Group> GROUPS =
      List.of(
          new Group("Look", ReadCommands.class, "ps", "query", "show", "stats"),
          new Group("Follow", WatchCommands.class, "watch"),
          new Group("Change", WriteCommands.class, "create", "patch", "commit"),
          new Group(
              "Life cycle", LifeCommands.class, "start", "pause", "resume", "cancel", "delete"),
          new Group("Run", RunCommand.class, "run"),
          new Group("How it goes", CourseCommands.class, "status", "explain", "saga"),
          new Group("Work", WorkCommands.class, "input", "signal", "skip", "goto", "retry"),
          new Group("Decide", ApprovalCommands.class, "approvals", "approve", "reject"),
          new Group(
              "History", HistoryCommands.class, "history", "diff", "blame", "events", "receipts"),
          new Group("Go back", ReturnCommands.class, "checkpoint", "restore", "fork", "snapshot"),
          new Group(
              "Keep",
              ArchiveCommands.class,
              "verify",
              "export",
              "import",
              "prune",
              "retain",
              "purge"),
          new Group("Serve", ServeCommand.class, "serve"),
          new Group("See", ConsoleCommand.class, "console"),
          new Group("Program", ToolCommands.class, "demo", "canonical", "version", "completion"));

  /** Commands that have commands of their own. */
  private static final SortedMap<String, Class<?>> FAMILIES =
      new TreeMap<>(
          Map.of(
              "definitions", DefinitionCommands.class,
              "backup", BackupCommands.class,
              "keys", KeyCommands.class,
              "tasks", TaskCommands.class));

  private final World world;

  private Program(World world) {
    this.world = world;
  }

  /** Commands that are listed together; each is a method of the class. */
  private record Group(String title, Class<?> methods, List<String> names) {
    Group(String title, Class<?> methods, String... names) {
      this(title, methods, List.of(names));
    }

    Method method(String name) {
      return Arrays.stream(methods.getDeclaredMethods())
          .filter(it -> it.isAnnotationPresent(Command.class))
          .filter(it -> it.getAnnotation(Command.class).name().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no command " + name));
    }
  }

  /** The whole program. */
  static CommandLine of(World world) {
    return new Program(world).assemble(name -> true);
  }

  /**
   * As much of the program as a call needs. To look through the declarations of all commands takes
   * longer than most commands do.
   */
  static CommandLine of(World world, List<String> args) {
    boolean isKnown = !args.isEmpty() && names().anyMatch(args.getFirst()::equals);
    return isKnown ? new Program(world).assemble(args.getFirst()::equals) : of(world);
  }

  private static Stream<String> names() {
    return Stream.concat(
        GROUPS.stream().flatMap(group -> group.names.stream()), FAMILIES.keySet().stream());
  }

  private CommandLine assemble(Predicate<String> wanted) {
    var line = new CommandLine(new Root(), new Parts(world));
    for (var group : GROUPS) {
      group.names.stream().filter(wanted).forEach(name -> add(line, group.method(name)));
    }
    FAMILIES.forEach((name, commands) -> {
      if (wanted.test(name)) {
        add(line, commands);
      }
    });
    line.addSubcommand(new CommandLine(HelpCommand.class));
    line.setOut(new PrintWriter(world.out(), true, UTF_8));
    line.setErr(new PrintWriter(world.err(), true, UTF_8));
    line.setUsageHelpWidth(HELP_COLUMNS);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setColorScheme(scheme());
    line.setParameterExceptionHandler((problem, args) -> usage(problem, args));
    line.setExecutionExceptionHandler((problem, command, parsed) -> failed(problem, command));
    line.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> commandList(help));
    return line;
  }

  /** Adds a method or a class that is a command, and to it and what is below it --help. */
  private void add(CommandLine line, Object declared) {
    var command = new CommandLine(declared, new Parts(world));
    command.getSubcommands().values().forEach(Program::addHelp);
    addHelp(command);
    line.addSubcommand(command);
  }

  private static void addHelp(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build());
  }

  private ColorScheme scheme() {
    return switch (world.pen()) {
      case PLAIN -> Help.defaultColorScheme(Ansi.OFF);
      case COLOURED -> Help.defaultColorScheme(Ansi.ON);
    };
  }

  /** Makes what commands are declared with. */
  private record Parts(World world) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == World.class || type == Output.class || type == StoreOption.class) {
        return type.cast(part(type));
      }
      if (type == DefinitionCommands.class) {
        return type.cast(new DefinitionCommands(new StoreOption(world)));
      }
      if (type == KeyCommands.class) {
        return type.cast(new KeyCommands(new StoreOption(world)));
      }
      return CommandLine.defaultFactory().create(type);
    }

    private Object part(Class<?> type) {
      return type == StoreOption.class ? new StoreOption(world) : new Output(world);
    }
  }

  private String commandList(Help help) {
    if (!help.commandSpec().name().equals("cairn")) {
      return help.commandList();
    }
    var text = new StringBuilder();
    GROUPS.forEach(group -> list(text, help, group.title, group.names.stream()));
    list(text, help, "Definitions", Stream.of("definitions"));
    list(text, help, "Backup", Stream.of("backup"));
    list(text, help, "Access", Stream.of("keys"));
    list(text, help, "Workers", Stream.of("tasks"));
    return text.toString();
  }

  private void list(StringBuilder text, Help help, String title, Stream<String> names) {
    text.append('\n').append(world.pen().paint(Ink.BOLD, title)).append('\n');
    names.forEach(name -> {
      var command =
          Objects.requireNonNull(help.subcommands().get(name)).commandSpec().usageMessage();
      text.append("  %-12s %s%n".formatted(name, command.description()[0]));
    });
  }

  private int usage(ParameterException problem, String[] args) {
    var command = problem.getCommandLine().getCommandSpec().qualifiedName();
    var told =
        new Problem(
            ExitCode.USAGE,
            "usage",
            Optional.ofNullable(problem.getMessage()).orElse("not understood"),
            command + " --help shows how it is used",
            dev.cairn.json.JsonObject.empty());
    tell(told, List.of(args));
    return ExitCode.USAGE;
  }

  private int failed(Exception failure, CommandLine command) {
    if (world.variable("CAIRN_DEBUG").isPresent()) {
      failure.printStackTrace(world.err());
    }
    var problem = Problem.of(failure);
    tell(problem, originalArgs(command));
    return problem.exit();
  }

  private static List<String> originalArgs(CommandLine command) {
    var parsed = command.getParseResult();
    return parsed == null ? List.of() : parsed.originalArgs();
  }

  private void tell(Problem problem, List<String> args) {
    if (args.contains("--json")) {
      world.err().println(Visible.json(problem.toJson().canonical()));
      return;
    }
    var pen = world.pen();
    world.err().println(pen.paint(Ink.RED, "cairn: ") + Visible.of(problem.detail()));
    world.err().println(pen.paint(Ink.FAINT, "  hint: " + Visible.of(problem.hint())));
  }
}
