package dev.cairn.integrity;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class SqliteFlipTest extends FlipContract {
  @TempDir Path folder;

  @Override
  String url() {
    return "sqlite:" + folder.resolve("store.db");
  }

  @Override
  Connection connect(String url) throws SQLException {
    return DriverManager.getConnection("jdbc:" + url);
  }
}
