package dev.cairn.cli.demo;

import dev.cairn.cli.text.Ink;
import dev.cairn.cli.text.Pen;
import dev.cairn.cli.text.Table;
import dev.cairn.cli.text.Visible;
import java.io.PrintStream;

/**
 * Where the demonstration is shown.
 *
 * @param pen coloured on a terminal only, where a line may be written over another as well
 */
public record Stage(PrintStream out, Pen pen) {

  void line(String text) {
    out.println(text);
  }

  /** A passage begins: what it is about, and the point of it. */
  void title(String title, String point) {
    line("");
    line(pen.paint(Ink.BOLD, title) + pen.paint(Ink.FAINT, "  " + point));
  }

  /** A line of a passage: who or what, and what happened. */
  void step(String who, String what) {
    var label = Visible.of(who);
    var space = " ".repeat(Math.max(1, 14 - Visible.width(label)));
    line("  " + pen.paint(Ink.CYAN, label) + space + Visible.of(what));
  }

  void table(Table table) {
    table.lines(pen).forEach(it -> line("  " + it));
  }

  /** Writes over the line that was written last by this method; nothing where that cannot be. */
  void overwrite(String text) {
    switch (pen) {
      case PLAIN -> {}
      case COLOURED -> {
        out.print("\r\u001b[K" + text);
        out.flush();
      }
    }
  }
}
