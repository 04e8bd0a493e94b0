package dev.cairn.cli;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Page;
import dev.cairn.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the instance that is meant by an id, or by its first digits when only one instance has
 * them. Ids that were made soon after another begin alike, so that its last digits do as well.
 */
final class Ids {
  private static final int DIGITS_MIN = 4;
  private static final int SCANNED_MAX = 20_000;
  private static final int NAMED_MAX = 5;
  private static final Pattern PART = Pattern.compile("[0-9a-f-]{1,36}");
  private static final String HINT = "write the whole id; cairn ps lists them";

  private Ids() {}

  /**
   * The id that is meant.
   *
   * @throws CairnException.NotFound when no instance has these digits
   */
  static InstanceId find(Cairn cairn, String name) {
    var digits = name.toLowerCase(Locale.ROOT);
    if (digits.length() == 36) {
      return whole(digits);
    }
    boolean searchable =
        PART.matcher(digits).matches() && digits.replace("-", "").length() >= DIGITS_MIN;
    if (!searchable) {
      throw new UsageException(
          "invalid_id",
          "not an instance id: '" + name + "'",
          "write the id, or at least " + DIGITS_MIN + " digits that it begins or ends with");
    }
    return only(name, matches(cairn, digits));
  }

  /** An id with nothing left out. */
  static InstanceId whole(String text) {
    try {
      return InstanceId.of(text);
    } catch (CairnException.Invalid invalid) {
      throw new UsageException("invalid_id", "not an instance id: '" + text + "'", HINT);
    }
  }

  private static InstanceId only(String name, List<InstanceId> found) {
    if (found.isEmpty()) {
      throw new CairnException.NotFound("not_found", "no instance " + name, HINT);
    }
    if (found.size() > 1) {
      var named =
          found.stream()
              .limit(NAMED_MAX)
              .map(InstanceId::toString)
              .collect(Collectors.joining(", "));
      var more = found.size() > NAMED_MAX ? " and " + (found.size() - NAMED_MAX) + " more" : "";
      throw new UsageException(
          "ambiguous_id", "'" + name + "' may mean " + named + more, "write more digits");
    }
    return found.getFirst();
  }

  private static List<InstanceId> matches(Cairn cairn, String digits) {
    var found = new ArrayList<InstanceId>();
    var query = Query.of(Filter.everything()).limit(Query.LIMIT_MAX);
    var next = Optional.of(query);
    for (int scanned = 0; next.isPresent(); scanned += Query.LIMIT_MAX) {
      if (scanned >= SCANNED_MAX) {
        throw new UsageException(
            "invalid_id", "too many instances to look '" + digits + "' up among", HINT);
      }
      Page<Instance> page = cairn.workflows().query(next.get());
      page.items().stream()
          .map(Instance::id)
          .filter(id -> id.toString().startsWith(digits) || id.toString().endsWith(digits))
          .forEach(found::add);
      next = page.next().map(query::after);
    }
    return found;
  }
}
