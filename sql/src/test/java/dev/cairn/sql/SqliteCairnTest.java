package dev.cairn.sql;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.testkit.CairnContract;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the public interface, on files of SQLite. */
class SqliteCairnTest extends CairnContract {
  private final Map<Cairn, String> urls = new HashMap<>();
  private final Path folder;

  SqliteCairnTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Override
  public Cairn open(Options options) {
    return open("sqlite:" + folder.resolve(urls.size() + ".db"), options);
  }

  @Override
  public Cairn reopen(Cairn cairn, Options options) {
    cairn.close();
    return open(Objects.requireNonNull(urls.get(cairn)), options);
  }

  private Cairn open(String url, Options options) {
    var cairn = Cairn.open(url, options);
    urls.put(cairn, url);
    return cairn;
  }
}
