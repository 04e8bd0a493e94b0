package dev.cairn.cli;

import dev.cairn.cli.text.Ink;
import dev.cairn.cli.text.Pen;
import dev.cairn.cli.text.Pretty;
import dev.cairn.cli.text.Table;
import dev.cairn.cli.text.Visible;
import dev.cairn.json.Json;
import picocli.CommandLine.Option;

/** Where answers go: JSON for programs, or text for people. */
final class Output {
  private final World world;
  private final Pen pen;

  @Option(names = "--json", description = "Print JSON, one document on one line.")
  private boolean json;

  Output(World world) {
    this.world = world;
    this.pen = world.pen();
  }

  World world() {
    return world;
  }

  Pen pen() {
    return pen;
  }

  boolean isJson() {
    return json;
  }

  /** Prints the JSON where it was asked for, or else what {@code forPeople} prints. */
  void show(Json answer, Runnable forPeople) {
    if (json) {
      line(Visible.json(answer.canonical()));
    } else {
      forPeople.run();
    }
  }

  /** Prints a line for people; it must be harmless already. */
  void line(String text) {
    world.out().println(text);
  }

  /** Prints a line with one word first that says how it went. */
  void done(String word, String text) {
    line(pen.paint(Ink.GREEN, word) + " " + Visible.of(text));
  }

  void faint(String text) {
    line(pen.paint(Ink.FAINT, Visible.of(text)));
  }

  void table(Table table) {
    table.lines(pen).forEach(this::line);
  }

  void pretty(Json value) {
    Pretty.lines(value, pen).forEach(this::line);
  }

  /** A remark beside the answer. */
  void remark(String text) {
    world.err().println("cairn: " + Visible.of(text));
  }
}
