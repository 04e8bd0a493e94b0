package dev.cairn.cli;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.cli.demo.Living;
import dev.cairn.engine.Engine;
import dev.cairn.json.Json;
import dev.cairn.server.Server;
import dev.cairn.server.ServerConfig;
import dev.cairn.server.ServerConfig.Source;
import dev.cairn.server.ServerFile;
import dev.cairn.server.access.FirstStart;
import dev.cairn.server.log.Captured;
import dev.cairn.server.log.Journal;
import dev.cairn.server.metrics.Meters;
import dev.cairn.server.trace.Traces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a store over HTTP until the process is told to end. */
final class ServeCommand {
  private static final String CONFIG = "cairn.json";

  private ServeCommand() {}

  @Command(name = "serve", description = "Serves a store over HTTP.")
  static int serve(
      @Mixin Output out,
      @Option(names = "--data", paramLabel = "DIR", description = "Its folder, else ./cairn-data.")
          Optional<String> data,
      @Mixin ListeningFlags flags,
      @Mixin SignInFlags signIn,
      @Option(
              names = "--database",
              paramLabel = "URL",
              description = "jdbc:postgresql://…; else a SQLite file in the folder.")
          Optional<String> database,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "Settings in JSON, else cairn.json of the folder if it is there.")
          Optional<String> config,
      @Option(names = "--engine", paramLabel = "ON", description = "on (the default) or off.")
          Optional<String> engine,
      @Option(names = "--log", paramLabel = "FORMAT", description = "text (the default) or json.")
          Optional<String> log) {
    var folder = data.map(out.world()::file).orElseGet(() -> DataFolder.in(out.world()).path());
    var typed = flags.settings();
    typed.putAll(signIn.settings());
    database.ifPresent(it -> typed.put("database", it));
    engine.ifPresent(it -> typed.put("engine", it));
    log.ifPresent(it -> typed.put("log", it));
    return serve(out, settings(out.world(), folder, config, typed), Company.NONE);
  }

  /** Serves a demonstration on this machine; what moves in it runs in this process. */
  static int demonstrate(Output out, Path folder, Optional<String> port) {
    var typed = new TreeMap<String, String>();
    port.ifPresent(it -> typed.put("port", it));
    typed.put("engine", "off");
    return serve(
        out,
        settings(out.world(), folder, Optional.empty(), typed),
        cairn -> {
          Living.begin(cairn);
          return Engine.over(cairn, Living.settings(cairn)).start()::close;
        });
  }

  /** What else goes on in the process of a server, until it is closed. */
  private interface Company {
    Company NONE = cairn -> () -> {};

    Running begin(Cairn cairn);

    /** Ends it. */
    interface Running extends AutoCloseable {
      @Override
      void close();
    }
  }

  /** Files, then the environment, then what was typed: the later wins. */
  private static ServerConfig settings(
      World world, Path folder, Optional<String> config, Map<String, String> flags) {
    var sources = new ArrayList<Source>();
    file(world, folder, config).ifPresent(sources::add);
    sources.add(Source.environment(world.env()));
    sources.add(new Source("the command line", flags));
    return ServerConfig.of(folder, sources);
  }

  private static Optional<Source> file(World world, Path folder, Optional<String> config) {
    var file = config.map(world::file).orElse(folder.resolve(CONFIG));
    return config.isPresent() || Files.exists(file)
        ? Optional.of(
            Source.file(
                file.getFileName().toString(), Json.parse(Arguments.read(world, file.toString()))))
        : Optional.empty();
  }

  private static int serve(Output out, ServerConfig config, Company company) {
    makeFolder(config.data());
    var plain = Options.defaults().actor("server");
    var journal = new Journal(config.log(), plain.clock(), out.world().err()::println);
    Captured.into(journal);
    try (var traces = new Tracing(config, plain)) {
      serve(out, config, company, journal, new Meters(traces.told()), plain);
    }
    return ExitCode.DONE;
  }

  /** Traces where they are asked for. */
  private record Tracing(Optional<Traces> told) implements AutoCloseable {
    Tracing(ServerConfig config, Options options) {
      this(config.traces().map(it -> Traces.to(it, options.clock(), options.random())));
    }

    @Override
    public void close() {
      told.ifPresent(Traces::close);
    }
  }

  private static void serve(
      Output out,
      ServerConfig config,
      Company company,
      Journal journal,
      Meters meters,
      Options plain) {
    var options = plain.observer(meters.kernel());
    try (var end = End.ofProcess();
        var cairn = Cairn.open(config.store(), options);
        var running = company.begin(cairn);
        var server = start(out, cairn, config, journal, meters, options);
        var file =
            ServerFile.write(
                config.data(),
                server.local(),
                ProcessHandle.current().pid(),
                options.clock().instant())) {
      out.line("listening on " + server.address());
      end.await();
    }
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Callers have keys; the first is made here, for whoever owns the folder. */
  private static Server start(
      Output out,
      Cairn cairn,
      ServerConfig config,
      Journal journal,
      Meters meters,
      Options options) {
    var first = FirstStart.run(config.data(), cairn.identities());
    first.ifPresent(it -> out.remark("admin key written to " + it.file()));
    var server = Server.start(cairn, config, journal, meters, options.clock(), options.random());
    first.ifPresent(it -> out.remark("console (once): " + server.consoleLink(it.key())));
    return server;
  }
}
