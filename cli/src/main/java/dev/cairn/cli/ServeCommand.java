package dev.cairn.cli;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.json.Json;
import dev.cairn.server.AccessGate;
import dev.cairn.server.Server;
import dev.cairn.server.ServerConfig;
import dev.cairn.server.ServerConfig.Source;
import dev.cairn.server.ServerFile;
import dev.cairn.server.access.Credentials;
import dev.cairn.server.access.Denials;
import dev.cairn.server.access.FirstStart;
import dev.cairn.server.access.Listening;
import dev.cairn.server.access.Listening.Callers;
import dev.cairn.server.access.Listening.Transport;
import dev.cairn.server.http.Gate;
import dev.cairn.server.log.Captured;
import dev.cairn.server.log.Journal;
import dev.cairn.server.metrics.Meters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a store over HTTP until the process is told to end. */
final class ServeCommand {
  private static final String CONFIG = "cairn.json";

  private ServeCommand() {}

  @Command(name = "serve", description = "Serves a store over HTTP, on this machine alone.")
  static int serve(
      @Mixin Output out,
      @Option(names = "--data", paramLabel = "DIR", description = "Its folder, else ./cairn-data.")
          Optional<String> data,
      @Option(names = "--host", paramLabel = "ADDRESS", description = "Else 127.0.0.1.")
          Optional<String> host,
      @Option(names = "--port", paramLabel = "N", description = "Else 7070; 0 picks a free one.")
          Optional<String> port,
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
      @Option(names = "--log", paramLabel = "FORMAT", description = "text (the default) or json.")
          Optional<String> log) {
    var folder = data.map(out.world()::file).orElseGet(() -> DataFolder.in(out.world()).path());
    var flags = new TreeMap<String, String>();
    host.ifPresent(it -> flags.put("host", it));
    port.ifPresent(it -> flags.put("port", it));
    database.ifPresent(it -> flags.put("database", it));
    log.ifPresent(it -> flags.put("log", it));
    return serve(out, settings(out.world(), folder, config, flags));
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

  private static int serve(Output out, ServerConfig config) {
    var listening = listening(config);
    makeFolder(config.data());
    var meters = new Meters();
    var options = Options.defaults().actor("server").observer(meters.kernel());
    var journal = new Journal(config.log(), options.clock(), out.world().err()::println);
    Captured.into(journal);
    try (var end = End.ofProcess();
        var cairn = Cairn.open(config.store(), options);
        var server =
            Server.start(
                cairn,
                gate(out, cairn, config, listening, options),
                config,
                journal,
                meters,
                options.random());
        var file =
            ServerFile.write(
                config.data(),
                server.address(),
                ProcessHandle.current().pid(),
                options.clock().instant())) {
      out.line("listening on " + server.address());
      end.await();
    }
    return ExitCode.DONE;
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What cannot be safe is refused before anything is touched. */
  private static Listening listening(ServerConfig config) {
    var http = config.http();
    return new Listening(
        http.host(), http.port(), Callers.AUTHENTICATED, Transport.PLAIN, Set.of());
  }

  /** Callers have keys; the first is made here, for whoever owns the folder. */
  private static Gate gate(
      Output out, Cairn cairn, ServerConfig config, Listening listening, Options options) {
    var identities = cairn.identities();
    FirstStart.run(config.data(), identities)
        .ifPresent(file -> out.remark("admin key written to " + file));
    return new AccessGate(
        cairn,
        new Credentials(identities, Optional.empty(), options.clock()),
        listening.hosts(),
        new Denials());
  }
}
