package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs commands in a folder. */
record Cli(Path folder, Map<String, String> env, World.Terminal terminal) {

  static Cli in(Path folder) {
    return new Cli(folder, Map.of("CAIRN_STORE", "sqlite:" + "store.db"), World.Terminal.NONE);
  }

  Cli withEnv(Map<String, String> other) {
    return new Cli(folder, other, terminal);
  }

  Cli onTerminal() {
    return new Cli(folder, env, World.Terminal.INTERACTIVE);
  }

  /** What a command said, and how it ended. */
  record Run(int code, String out, String err) {
    Run ends(int expected) {
      assertThat(code).as("%s%n%s", out, err).isEqualTo(expected);
      return this;
    }

    JsonObject json() {
      ends(0);
      return Json.parse(out.strip()).asObject();
    }

    JsonObject problem() {
      return Json.parse(err.strip()).asObject();
    }

    String text(String pointer) {
      return json().at(pointer).orElseThrow().asString();
    }
  }

  Run run(String... args) {
    return feed("", args);
  }

  Run feed(String input, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var world =
        new World(
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            env,
            folder,
            terminal);
    int code = Main.run(world, List.of(args));
    return new Run(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  Cli write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A store with one definition, called orders. */
  Cli prepared() {
    feed(
            "{\"id\":\"orders\",\"steps\":[{\"id\":\"pick\"},{\"id\":\"ship\"}]}",
            "definitions",
            "register",
            "-")
        .ends(0);
    return this;
  }

  /** The id of a new instance of orders, which is running at version 2. */
  String running(String context) {
    var id = run("create", "orders", "--context", context, "--json").text("/id");
    run("start", id).ends(0);
    return id;
  }
}
