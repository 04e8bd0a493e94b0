package dev.cairn.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Aligned columns under a heading. */
public final class Table {
  private static final String GAP = "  ";

  private final List<Cell> heading;
  private final List<List<Cell>> rows = new ArrayList<>();

  private Table(List<Cell> heading) {
    this.heading = heading;
  }

  public static Table of(String... heading) {
    return of(List.of(heading));
  }

  public static Table of(List<String> heading) {
    return new Table(heading.stream().map(it -> Cell.of(it).in(Ink.BOLD)).toList());
  }

  /** Adds a row of as many cells as the heading has. */
  public Table row(Cell... cells) {
    return row(Arrays.asList(cells));
  }

  /** Adds a row of as many cells as the heading has. */
  public Table row(List<Cell> cells) {
    if (cells.size() != heading.size()) {
      throw new IllegalArgumentException("a row of " + cells.size() + " cells does not fit");
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines, painted where the pen has colours. */
  public List<String> lines(Pen pen) {
    var widths = widths();
    var lines = new ArrayList<String>();
    lines.add(line(alignedHeading(), widths, pen));
    rows.forEach(row -> lines.add(line(row, widths, pen)));
    return lines;
  }

  /** A heading stands where the cells below it stand. */
  private List<Cell> alignedHeading() {
    if (rows.isEmpty()) {
      return heading;
    }
    var aligned = new ArrayList<Cell>();
    for (int column = 0; column < heading.size(); column++) {
      var cell = heading.get(column);
      aligned.add(new Cell(cell.text(), cell.ink(), rows.getFirst().get(column).side()));
    }
    return aligned;
  }

  private int[] widths() {
    var widths = new int[heading.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = Visible.width(heading.get(column).text());
      for (var row : rows) {
        widths[column] = Math.max(widths[column], Visible.width(row.get(column).text()));
      }
    }
    return widths;
  }

  private static String line(List<Cell> cells, int[] widths, Pen pen) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      var cell = cells.get(column);
      var space = " ".repeat(widths[column] - Visible.width(cell.text()));
      var text = pen.paint(cell.ink(), cell.text());
      line.append(column == 0 ? "" : GAP);
      switch (cell.side()) {
        case LEFT -> line.append(text).append(column == widths.length - 1 ? "" : space);
        case RIGHT -> line.append(space).append(text);
      }
    }
    return line.toString().stripTrailing();
  }
}
