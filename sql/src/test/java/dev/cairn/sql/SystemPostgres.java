package dev.cairn.sql;

import dev.cairn.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The PostgreSQL that the machine has, which is often an older one: started once, in a folder of
 * its own. {@code -Dpg.home} names another.
 */
final class SystemPostgres {
  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

  private SystemPostgres() {}

  /** The server, if there is one on this machine. */
  private static final class Running {
    static final Optional<String> URL = home().map(Running::start);

    private static String start(Path home) {
      try {
        var folder = Files.createTempDirectory("cairn-postgresql");
        int port = Ports.free();
        if (isRoot()) {
          run(List.of("chown", "postgres", folder.toString()));
        }
        var data = folder.resolve("data");
        as("%s/bin/initdb -D %s -U postgres -A trust -E UTF8 --locale=C".formatted(home, data));
        as(
            "%s/bin/pg_ctl -D %s -w -l %s/log -o \"-p %d -h 127.0.0.1 -k ''\" start"
                .formatted(home, data, folder, port));
        var stop = "%s/bin/pg_ctl -D %s -m immediate stop".formatted(home, data);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> as(stop)));
        return "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(port);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /** Where to connect to; empty when the machine has no PostgreSQL. */
  static Optional<String> url() {
    return Running.URL;
  }

  private static Optional<Path> home() {
    var named = Optional.ofNullable(System.getProperty("pg.home")).map(Path::of);
    if (named.isPresent() || !Files.isDirectory(PACKAGES)) {
      return named;
    }
    try (var versions = Files.list(PACKAGES)) {
      return versions
          .filter(it -> Files.isExecutable(it.resolve("bin/initdb")))
          .max(Comparator.naturalOrder());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** PostgreSQL does not run as root. */
  private static void as(String command) {
    run(
        isRoot()
            ? List.of("su", "postgres", "-s", "/bin/sh", "-c", command)
            : List.of("/bin/sh", "-c", command));
  }

  private static void run(List<String> command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " failed with " + process.exitValue());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
