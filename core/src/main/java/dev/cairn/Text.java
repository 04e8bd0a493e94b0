package dev.cairn;

/** How foreign text is shown in messages. */
final class Text {
  private static final int SHOWN = 80;

  private Text() {}

  /** At most {@value #SHOWN} characters, control characters made visible. */
  static String shorten(String text) {
    var shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return shown.replaceAll("\\p{Cntrl}", "\uFFFD");
  }
}
