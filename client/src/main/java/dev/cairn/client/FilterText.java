package dev.cairn.client;

import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.Filter.Operator;
import dev.cairn.StatePath;
import dev.cairn.Times;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a filter as the condition in text that means it, for {@code where=}. */
final class FilterText {
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private FilterText() {}

  /**
   * The condition.
   *
   * @throws CairnException.Invalid when the language cannot say it: containment of objects and
   *     arrays
   */
  static String of(Filter filter) {
    return switch (filter) {
      case Filter.And it -> joined(it.all(), " && ", "true");
      case Filter.Or it -> joined(it.any(), " || ", "false");
      case Filter.Not it -> "!(" + of(it.of()) + ")";
      case Filter.StatusIn it -> "status in " + list(it.statuses(), FilterText::quoted);
      case Filter.DefinitionIs it -> "workflowId == " + quoted(it.definitionId());
      case Filter.OwnerIs it -> "owner == " + quoted(it.subject());
      case Filter.ParticipantIs it -> quoted(it.subject()) + " in participants";
      case Filter.TagsAll it -> tags(it.tags(), " && ", "true");
      case Filter.TagsAny it -> tags(it.tags(), " || ", "false");
      case Filter.ParentIs it -> "parent == " + quoted(it.parent());
      case Filter.IdIn it -> "id in " + list(it.ids(), FilterText::quoted);
      case Filter.CreatedBetween it -> between("createdAt", it.from(), it.until());
      case Filter.UpdatedBetween it -> between("updatedAt", it.from(), it.until());
      case Filter.Compare it -> path(it.path()) + symbol(it.operator()) + literal(it.value());
      case Filter.Exists it -> "has(" + path(it.path()) + ")";
      case Filter.In it -> path(it.path()) + " in " + list(it.values(), FilterText::literal);
      case Filter.Contains it -> literal(it.value()) + " in " + path(it.path());
    };
  }

  private static String joined(Collection<Filter> members, String operator, String none) {
    return members.isEmpty()
        ? none
        : members.stream().map(it -> "(" + of(it) + ")").collect(Collectors.joining(operator));
  }

  private static String tags(Collection<String> tags, String operator, String none) {
    return tags.isEmpty()
        ? none
        : tags.stream()
            .map(it -> quoted(it) + " in tags")
            .collect(Collectors.joining(operator, "(", ")"));
  }

  private static <T> String list(Collection<T> items, Function<T, String> each) {
    return items.stream().map(each).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String between(String field, Instant from, Instant until) {
    return "(%1$s >= '%2$s' && %1$s < '%3$s')"
        .formatted(field, Times.format(from), Times.format(until));
  }

  private static String path(StatePath path) {
    return path.root()
        + path.members().stream().map(it -> "['" + it + "']").collect(Collectors.joining());
  }

  private static String symbol(Operator operator) {
    return switch (operator) {
      case EQUAL -> " == ";
      case NOT_EQUAL -> " != ";
      case LESS -> " < ";
      case LESS_OR_EQUAL -> " <= ";
      case GREATER -> " > ";
      case GREATER_OR_EQUAL -> " >= ";
    };
  }

  private static String literal(Json value) {
    return switch (value) {
      case JsonString it -> quoted(it.value());
      case JsonNumber it -> number(it.toBigDecimal());
      case JsonObject it -> throw unsayable("objects");
      case JsonArray it -> throw unsayable("arrays");
      default -> value.canonical();
    };
  }

  private static CairnException.Invalid unsayable(String what) {
    return new CairnException.Invalid(
        "invalid_filter",
        "over HTTP, " + what + " cannot be looked for inside of others",
        "compare their members one by one");
  }

  /** Whole numbers of 64 bits as they are, all others with a decimal point: none is rounded. */
  private static String number(BigDecimal value) {
    boolean isLong =
        value.stripTrailingZeros().scale() <= 0 && value.abs().compareTo(LONG_MAX) <= 0;
    return isLong
        ? value.toBigInteger().toString()
        : value.unscaledValue() + ".0E" + -value.scale();
  }

  private static String quoted(Object value) {
    var text = new StringBuilder("'");
    value
        .toString()
        .codePoints()
        .forEach(c -> {
          if (c == '\'' || c == '\\') {
            text.append('\\').appendCodePoint(c);
          } else if (c < ' ') {
            text.append("\\x%02x".formatted(c));
          } else {
            text.appendCodePoint(c);
          }
        });
    return text.append('\'').toString();
  }
}
