package dev.cairn.docs;

import java.util.ArrayList;
import java.util.List;

/** A text in Markdown. */
record Page(String path, String text) {
  private static final String FENCE = "```";

  /** What stands between fences; {@code info} is what follows the first fence. */
  record Block(String page, String info, List<String> lines) {
    String joined() {
      return String.join("", lines);
    }

    String text() {
      return String.join("\n", lines);
    }
  }

  List<Block> blocks() {
    var blocks = new ArrayList<Block>();
    var open = new ArrayList<String>();
    for (var line : text.lines().toList()) {
      if (line.startsWith(FENCE) && open.isEmpty()) {
        open.add(line.substring(FENCE.length()));
      } else if (line.startsWith(FENCE)) {
        blocks.add(new Block(path, open.getFirst(), List.copyOf(open.subList(1, open.size()))));
        open.clear();
      } else if (!open.isEmpty()) {
        open.add(line);
      }
    }
    return blocks;
  }

  /** The only block with this whole info string. */
  Block block(String info) {
    var found = blocks().stream().filter(block -> block.info().equals(info)).toList();
    if (found.size() != 1) {
      throw new AssertionError(path + " has " + found.size() + " blocks '" + info + "'");
    }
    return found.getFirst();
  }

  /** The part between the comments {@code MARK:begin} and {@code MARK:end}. */
  String part(String mark) {
    return text.substring(begin(mark), end(mark));
  }

  Page with(String mark, String part) {
    return new Page(path, text.substring(0, begin(mark)) + part + text.substring(end(mark)));
  }

  private int begin(String mark) {
    var comment = "<!-- " + mark + ":begin -->\n";
    return at(comment) + comment.length();
  }

  private int end(String mark) {
    return at("<!-- " + mark + ":end -->\n");
  }

  private int at(String comment) {
    int at = text.indexOf(comment);
    if (at < 0) {
      throw new AssertionError(path + " has no " + comment.strip());
    }
    return at;
  }
}
