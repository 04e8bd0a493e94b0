package dev.cairn.language;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.cairn.json.JsonPointer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Where violations stand in the canonical form of the document. */
final class DocumentOrder {
  /** Objects before their members, keys as canonical JSON sorts them, items by index. */
  static final Comparator<Error> BY_PLACE =
      Comparator.comparing(error -> elements(error.getInstanceLocation()), DocumentOrder::compare);

  private DocumentOrder() {}

  /** The place as RFC 6901 writes it; empty for the whole document. */
  static String pointer(NodePath place) {
    return new JsonPointer(elements(place).stream().map(Object::toString).toList()).toString();
  }

  private static List<Object> elements(NodePath place) {
    return IntStream.range(0, place.getNameCount()).mapToObj(place::getElement).toList();
  }

  private static int compare(List<Object> left, List<Object> right) {
    int common = Math.min(left.size(), right.size());
    for (int i = 0; i < common; i++) {
      int order = compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int compare(Object left, Object right) {
    return left instanceof Integer one && right instanceof Integer other
        ? one.compareTo(other)
        : left.toString().compareTo(right.toString());
  }
}
