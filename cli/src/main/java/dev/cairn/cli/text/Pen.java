package dev.cairn.cli.text;

/** Whether texts are painted. */
public enum Pen {
  PLAIN,
  COLOURED;

  public String paint(Ink ink, String text) {
    return switch (this) {
      case PLAIN -> text;
      case COLOURED -> ink.paint(text);
    };
  }
}
