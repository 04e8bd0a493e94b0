package dev.cairn.client;

import dev.cairn.Cairn;
import dev.cairn.Definition;
import dev.cairn.Definitions;
import dev.cairn.Options;
import dev.cairn.json.Json;
import dev.cairn.testkit.CairnContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the public interface, through a server over a file of SQLite. */
class HttpCairnTest extends CairnContract {
  private final AtomicInteger files = new AtomicInteger();
  private final Path folder;

  HttpCairnTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Override
  public Cairn open(Options options) {
    return open("sqlite:" + folder.resolve(files.incrementAndGet() + ".db"), options);
  }

  @Override
  public Cairn reopen(Cairn cairn, Options options) {
    cairn.close();
    return open(((Remote) cairn).url, options);
  }

  private static Cairn open(String url, Options options) {
    var served = Served.over(Cairn.open(url, options));
    return new Remote(url, served, served.client(options));
  }

  /** Code is registered in the program that opens the store; all else goes through the client. */
  private record Both(Definitions client, Definitions store) implements Definitions {
    @Override
    public Definition register(Definition definition) {
      return client.register(definition);
    }

    @Override
    public Optional<Definition> find(String id) {
      return client.find(id);
    }

    @Override
    public Optional<Definition> find(String id, int version) {
      return client.find(id, version);
    }

    @Override
    public List<Definition> list() {
      return client.list();
    }

    @Override
    public void deprecate(String id, int version) {
      client.deprecate(id, version);
    }

    @Override
    public void migration(String id, int fromSchemaVersion, UnaryOperator<Json> context) {
      store.migration(id, fromSchemaVersion, context);
    }

    @Override
    public MigrationReport dryRun(String id) {
      return client.dryRun(id);
    }

    @Override
    public FitReport check(Definition candidate) {
      return client.check(candidate);
    }

    @Override
    public MigrationReport migrate(String id) {
      return client.migrate(id);
    }
  }

  /** A client, the server that it closes, and where that keeps its store. */
  private static final class Remote extends ThroughServer {
    private final String url;
    private final Served served;

    Remote(String url, Served served, Cairn client) {
      super(client, served::close);
      this.url = url;
      this.served = served;
    }

    @Override
    public Definitions definitions() {
      return new Both(super.definitions(), served.store().definitions());
    }
  }
}
