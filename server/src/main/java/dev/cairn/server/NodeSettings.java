package dev.cairn.server;

import dev.cairn.engine.EngineSettings;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a server does beside answering.
 *
 * @param engine whether it drives workflows
 * @param name names it among the nodes of the store; made up for each start unless given
 * @param lease how long it may be silent before another node takes its lanes
 */
public record NodeSettings(Driving engine, Optional<String> name, Duration lease) {

  /** Whether workflows are driven. */
  public enum Driving {
    ON,
    OFF
  }

  /** An engine without handlers: what it cannot do itself waits for workers. */
  Optional<EngineSettings> engine(RandomGenerator random) {
    return switch (engine) {
      case ON ->
          Optional.of(
              EngineSettings.named(name.orElseGet(() -> madeUp(random))).lease(lease).offering());
      case OFF -> Optional.empty();
    };
  }

  private static String madeUp(RandomGenerator random) {
    return "node-" + HexFormat.of().toHexDigits(random.nextLong(), 8);
  }
}
