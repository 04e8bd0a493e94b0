package dev.cairn.bench.peers;

import dev.cairn.bench.Load;
import dev.cairn.bench.LoadProcess;
import dev.cairn.bench.Workload;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * DBOS Transact, in this process, on a database of its own of the same PostgreSQL. A call through
 * its proxy returns when the workflow has completed. Argument: the URL of the database.
 */
public final class DbosPeer {
  private DbosPeer() {}

  /** The workflows. */
  public interface Flows {
    /** Runs so many steps, one after the other; gives what the last gave. */
    String run(int steps, String input);
  }

  private static final class Running implements Flows {
    private final DBOS dbos;

    Running(DBOS dbos) {
      this.dbos = dbos;
    }

    @Override
    @Workflow
    public String run(int steps, String input) {
      var last = "";
      for (int step = 1; step <= steps; step++) {
        last = dbos.runStep(() -> Workload.OUTPUT, "s" + step);
      }
      return last;
    }
  }

  public static void main(String[] arguments) throws Exception {
    var url = arguments[0];
    // Credentials are in the URL; it asks for them all the same, and the server does not.
    var config =
        DBOSConfig.defaults("bench")
            .withDatabaseUrl(url)
            .withDbUser("postgres")
            .withDbPassword("postgres");
    try (var dbos = new DBOS(config);
        var connection = DriverManager.getConnection(url)) {
      var flows = dbos.registerProxy(Flows.class, new Running(dbos));
      dbos.launch();
      LoadProcess.serve((steps, callers, warm, seconds) ->
          Load.run(
              callers,
              warm,
              seconds,
              number -> turn -> check(flows.run(Integer.parseInt(steps), Workload.INPUT)),
              () -> walBytes(connection)));
    }
  }

  private static void check(String output) {
    if (!output.equals(Workload.OUTPUT)) {
      throw new IllegalStateException("a workflow ended with " + output);
    }
  }

  private static long walBytes(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
