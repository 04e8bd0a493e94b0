package dev.cairn.cli;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.InstanceId;
import dev.cairn.Options;
import dev.cairn.client.ClientSettings;
import dev.cairn.client.RemoteCairn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which store a command works on, and who acts. */
final class StoreOption {
  private static final String SQLITE = "sqlite:";

  private final World world;

  @Mixin private final Output output;

  @Option(
      names = {"--store", "--server"},
      paramLabel = "URL",
      description = {
        "sqlite:FILE, jdbc:postgresql://… or http://…; else CAIRN_STORE,",
        "else the server or the store of ./cairn-data. A server's key is in CAIRN_KEY."
      })
  private Optional<String> store = Optional.empty();

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "Who acts; the name of the user that runs the program.")
  private Optional<String> actor = Optional.empty();

  StoreOption(World world) {
    this.world = world;
    this.output = new Output(world);
  }

  Output output() {
    return output;
  }

  World world() {
    return world;
  }

  /** The file of a SQLite store, for what only a file can do. */
  Path file() {
    var url = existing(url());
    if (!url.startsWith(SQLITE)) {
      throw new UsageException(
          "invalid_store", "this works on SQLite stores only", "use the database's own tools");
    }
    return Path.of(url.substring(SQLITE.length()));
  }

  /** Opens a store that is there, runs a command on it and closes it. */
  <T> T on(Function<Cairn, T> command) {
    return run(existing(url()), command);
  }

  /** The same, but a SQLite file that is not there is made. */
  <T> T onNew(Function<Cairn, T> command) {
    return run(url(), command);
  }

  private <T> T run(String url, Function<Cairn, T> command) {
    try (var cairn = open(url, Options.defaults().actor(actor()))) {
      return command.apply(cairn);
    } catch (CairnException.Invalid invalid) {
      if (invalid.code().equals("unknown_store")) {
        throw new UsageException("unknown_store", "cannot open '" + url + "'", invalid.hint());
      }
      throw invalid;
    }
  }

  private Cairn open(String url, Options options) {
    if (!url.startsWith("http://") && !url.startsWith("https://")) {
      return Cairn.open(url, options);
    }
    var settings = ClientSettings.defaults();
    return RemoteCairn.connect(url, key(url).map(settings::credential).orElse(settings), options);
  }

  /** A key of this machine's own server is found beside its data. */
  private Optional<String> key(String url) {
    return world
        .variable(ClientSettings.VARIABLE)
        .or(() ->
            LocalServer.of(DataFolder.in(world).path())
                .filter(it -> it.url().equals(url))
                .flatMap(LocalServer::key));
  }

  /** Runs a command on one instance, named by its id or by digits that only it has. */
  int onInstance(String name, OnInstance command) {
    return on(cairn -> command.run(cairn, Ids.find(cairn, name)));
  }

  /** What a command does with one instance; answers the exit code. */
  interface OnInstance {
    int run(Cairn cairn, InstanceId id);
  }

  private String actor() {
    var user = Optional.ofNullable(System.getProperty("user.name"));
    return actor.or(() -> user.filter(name -> !name.isBlank())).orElse("cli");
  }

  private String url() {
    return store
        .or(() -> world.variable("CAIRN_STORE"))
        .map(this::absolute)
        .orElseGet(this::ownStore);
  }

  /** A server has its store to itself: as long as it runs, it is asked. */
  private String ownStore() {
    var server = LocalServer.of(DataFolder.in(world).path());
    if (server.isPresent()) {
      output.remark("using " + server.get().url());
      return server.get().url();
    }
    var file =
        DataFolder.in(world)
            .newest()
            .orElseThrow(() ->
                new CairnException.NotFound(
                    "store_not_found",
                    "no store in " + world.file(DataFolder.NAME),
                    "name one with --store or CAIRN_STORE, or run cairn demo to make one"));
    output.remark("using " + SQLITE + world.folder().relativize(file));
    return SQLITE + file;
  }

  private String absolute(String url) {
    if (!url.startsWith(SQLITE)) {
      return url;
    }
    var name = url.substring(SQLITE.length());
    if (name.isEmpty()) {
      throw new UsageException("invalid_store", "sqlite: names no file", "write sqlite:FILE");
    }
    return SQLITE + world.file(name);
  }

  private static String existing(String url) {
    if (url.startsWith(SQLITE) && !Files.exists(Path.of(url.substring(SQLITE.length())))) {
      throw new CairnException.NotFound(
          "store_not_found",
          "no store at " + url,
          "cairn definitions register FILE makes one, and so does cairn import");
    }
    return url;
  }

  /** A condition as it was typed; 'me' is who acts. */
  Filter where(String expression) {
    try {
      return Filter.where(expression, actor());
    } catch (CairnException.Invalid invalid) {
      throw new UsageException(
          invalid.code(), String.valueOf(invalid.getMessage()), invalid.hint());
    }
  }
}
