package dev.cairn.browser;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A class of tests with a server and a browser of its own; each test has pages of its own. */
abstract class OnStage {
  @TempDir static Path folder;
  static Stage stage;

  @BeforeAll
  static void openStage() {
    stage = Stage.over(folder);
  }

  @AfterAll
  static void closeStage() {
    if (stage != null) {
      stage.close();
    }
  }

  @AfterEach
  void clear() {
    stage.clear();
  }
}
