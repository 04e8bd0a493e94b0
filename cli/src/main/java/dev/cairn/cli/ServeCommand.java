package dev.cairn.cli;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Options;
import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.server.Server;
import dev.cairn.server.ServerConfig;
import dev.cairn.server.ServerConfig.Source;
import dev.cairn.server.ServerFile;
import dev.cairn.server.http.Caller;
import dev.cairn.server.http.Gate;
import dev.cairn.server.log.Captured;
import dev.cairn.server.log.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    makeFolder(config.data());
    var options = Options.defaults().actor("server");
    var journal = new Journal(config.log(), options.clock(), out.world().err()::println);
    Captured.into(journal);
    try (var end = End.ofProcess();
        var cairn = Cairn.open(config.store(), options);
        var server =
            Server.start(cairn, onThisMachine(cairn, config), config, journal, options.random());
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

  /** Whoever reaches the server may do everything, so nobody else may reach it. */
  private static Gate onThisMachine(Cairn cairn, ServerConfig config) {
    var host = config.http().host();
    if (!List.of("127.0.0.1", "::1", "localhost").contains(host)) {
      throw new CairnException.Invalid(
          "unsafe_listening",
          "whoever reaches " + host + " could do anything",
          "listen on 127.0.0.1");
    }
    var caller = new Caller("admin", Set.of(Role.ADMIN), cairn.as("admin"));
    return request -> caller;
  }
}
