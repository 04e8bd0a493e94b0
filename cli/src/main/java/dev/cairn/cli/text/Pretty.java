package dev.cairn.cli.text;

import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonBoolean;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import java.util.ArrayList;
import java.util.List;

/** JSON over several lines, for people; what fits on one line stands on one. */
public final class Pretty {
  private static final int ONE_LINE = 76;

  private final Pen pen;
  private final List<String> lines = new ArrayList<>();
  private StringBuilder line = new StringBuilder();

  private Pretty(Pen pen) {
    this.pen = pen;
  }

  /** The lines of a value. */
  public static List<String> lines(Json value, Pen pen) {
    var pretty = new Pretty(pen);
    pretty.write(value, "");
    pretty.end();
    return pretty.lines;
  }

  private void end() {
    lines.add(line.toString());
    line = new StringBuilder();
  }

  private void write(Json value, String indent) {
    switch (value) {
      case JsonObject object -> object(object, indent);
      case JsonArray array -> array(array, indent);
      case JsonString it -> line.append(pen.paint(Ink.GREEN, scalar(it)));
      case JsonNumber it -> line.append(pen.paint(Ink.CYAN, scalar(it)));
      case JsonBoolean it -> line.append(pen.paint(Ink.YELLOW, scalar(it)));
      case JsonNull it -> line.append(pen.paint(Ink.FAINT, scalar(it)));
    }
  }

  private static String scalar(Json value) {
    return Visible.json(value.canonical());
  }

  private static boolean isShort(Json value, String indent) {
    return value.depth() == 1 && value.byteCount() + indent.length() <= ONE_LINE;
  }

  private void object(JsonObject object, String indent) {
    if (object.isEmpty() || isShort(object, indent)) {
      inline(object);
      return;
    }
    line.append('{');
    var left = new int[] {object.size()};
    object.forEach((key, value) -> {
      begin(indent);
      key(key);
      write(value, indent + "  ");
      line.append(--left[0] > 0 ? "," : "");
    });
    close(indent, '}');
  }

  private void array(JsonArray array, String indent) {
    if (array.isEmpty() || isShort(array, indent)) {
      inline(array);
      return;
    }
    line.append('[');
    int left = array.size();
    for (var item : array) {
      begin(indent);
      write(item, indent + "  ");
      line.append(--left > 0 ? "," : "");
    }
    close(indent, ']');
  }

  private void begin(String indent) {
    end();
    line.append(indent).append("  ");
  }

  private void close(String indent, char bracket) {
    end();
    line.append(indent).append(bracket);
  }

  private void key(String key) {
    line.append(pen.paint(Ink.BOLD, scalar(new JsonString(key)))).append(": ");
  }

  private void inline(JsonObject object) {
    var left = new int[] {object.size()};
    line.append('{');
    object.forEach((key, value) -> {
      key(key);
      write(value, "");
      line.append(--left[0] > 0 ? ", " : "");
    });
    line.append('}');
  }

  private void inline(JsonArray array) {
    int left = array.size();
    line.append('[');
    for (var item : array) {
      write(item, "");
      line.append(--left > 0 ? ", " : "");
    }
    line.append(']');
  }
}
