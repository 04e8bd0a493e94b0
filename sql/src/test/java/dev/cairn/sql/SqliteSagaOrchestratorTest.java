package dev.cairn.sql;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.testkit.SagaOrchestratorContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Sagas on files of SQLite. */
class SqliteSagaOrchestratorTest extends SagaOrchestratorContract {
  @TempDir Path folder;

  @Override
  public Cairn open(Options options) {
    return Cairn.open("sqlite:" + folder.resolve("sagas.db"), options);
  }
}
