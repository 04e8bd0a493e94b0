package dev.cairn.sql;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.kernel.Kernel;
import dev.cairn.kernel.StoreClock;
import dev.cairn.store.Store;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Opens {@code sqlite:FILE} and {@code jdbc:postgresql:…} for {@link Cairn#open}. The parameter
 * {@code cairnLanes} of the latter says how many lanes a new store gets.
 */
public final class SqlProvider implements Cairn.Provider {
  private static final String SQLITE = "sqlite:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** How many lanes a new store gets; ours, and nothing that the driver is told of. */
  private static final Pattern LANES = Pattern.compile("([?&])cairnLanes=([0-9]{1,4})(&|$)");

  @Override
  public boolean accepts(String url) {
    return url.startsWith(SQLITE) || url.startsWith(POSTGRESQL);
  }

  @Override
  public Cairn open(String url, Options options) {
    var store =
        url.startsWith(SQLITE)
            ? SqlStores.sqlite(Path.of(url.substring(SQLITE.length())))
            : postgresql(url);
    return SqlStores.closingOnFailure(
        store, () -> Kernel.over(store, options.clock(StoreClock.of(store, options.clock()))));
  }

  private static Store postgresql(String url) {
    var lanes = LANES.matcher(url);
    if (!lanes.find()) {
      return SqlStores.postgresql(url, PostgresSettings.defaults());
    }
    var bare = lanes.replaceFirst(lanes.group(3).isEmpty() ? "" : "$1");
    var settings = PostgresSettings.defaults().lanes(Integer.parseInt(lanes.group(2)));
    return SqlStores.postgresql(bare, settings);
  }
}
