package dev.cairn.sql;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.kernel.Kernel;
import dev.cairn.kernel.StoreClock;
import java.nio.file.Path;

/** Opens {@code sqlite:FILE} and {@code jdbc:postgresql:…} for {@link Cairn#open}. */
public final class SqlProvider implements Cairn.Provider {
  private static final String SQLITE = "sqlite:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  @Override
  public boolean accepts(String url) {
    return url.startsWith(SQLITE) || url.startsWith(POSTGRESQL);
  }

  @Override
  public Cairn open(String url, Options options) {
    var store =
        url.startsWith(SQLITE)
            ? SqlStores.sqlite(Path.of(url.substring(SQLITE.length())))
            : SqlStores.postgresql(url, PostgresSettings.defaults());
    return SqlStores.closingOnFailure(
        store, () -> Kernel.over(store, options.clock(StoreClock.of(store, options.clock()))));
  }
}
