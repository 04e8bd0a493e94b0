package dev.cairn.sql;

import dev.cairn.Cairn;
import dev.cairn.Options;
import dev.cairn.testkit.SagaOrchestratorContract;

/** Sagas on PostgreSQL. */
class PostgresSagaOrchestratorTest extends SagaOrchestratorContract {
  @Override
  public Cairn open(Options options) {
    return PostgresCairnTest.onItsOwnTime(PostgresServer.freshDatabase(), options);
  }
}
