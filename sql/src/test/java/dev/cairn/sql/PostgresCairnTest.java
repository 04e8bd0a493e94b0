package dev.cairn.sql;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.kernel.Kernel;
import dev.cairn.testkit.CairnContract;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The contract of the public interface, on PostgreSQL. */
class PostgresCairnTest extends CairnContract {
  private final Map<Cairn, String> urls = new HashMap<>();

  @Override
  public Cairn open(Options options) {
    return open(PostgresServer.freshDatabase(), options);
  }

  @Override
  public Cairn reopen(Cairn cairn, Options options) {
    cairn.close();
    return open(Objects.requireNonNull(urls.get(cairn)), options);
  }

  /** {@link Cairn#open} would set the clock by that of the server. */
  static Cairn onItsOwnTime(String url, Options options) {
    return Kernel.over(SqlStores.postgresql(url, PostgresSettings.defaults()), options);
  }

  private Cairn open(String url, Options options) {
    var cairn = onItsOwnTime(url, options);
    urls.put(cairn, url);
    return cairn;
  }
}
