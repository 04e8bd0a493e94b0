package dev.cairn.language;

import dev.cairn.Filter;
import dev.cairn.Filter.Operator;
import dev.cairn.StatePath;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonString;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a filter as an expression, in one of the ways in which it can be written. */
final class Printer {
  private final Random random;

  Printer(Random random) {
    this.random = random;
  }

  String print(Filter filter) {
    return switch (filter) {
      case Filter.And and -> joined(and.all(), " && ");
      case Filter.Or or -> joined(or.any(), "||");
      case Filter.Not not -> "!(" + print(not.of()) + ")";
      case Filter.StatusIn in -> "status in " + list(in.statuses(), it -> text(it.toString()));
      case Filter.DefinitionIs is -> turned("definition", Operator.EQUAL, text(is.definitionId()));
      case Filter.ParticipantIs is -> text(is.subject()) + " in participants";
      case Filter.OwnerIs is -> turned("owner", Operator.EQUAL, text(is.subject()));
      case Filter.ParentIs is -> turned("parent", Operator.EQUAL, text(is.parent().toString()));
      case Filter.IdIn in -> "id in " + list(in.ids(), it -> text(it.toString()));
      case Filter.TagsAll tags -> text(tags.tags().first()) + " in tags";
      case Filter.TagsAny tags -> throw new AssertionError(tags);
      case Filter.CreatedBetween times ->
          turned("createdAt", Operator.GREATER_OR_EQUAL, time(times.from()));
      case Filter.UpdatedBetween times -> turned("updatedAt", Operator.LESS, time(times.until()));
      case Filter.Exists exists -> "has(" + path(exists.path()) + ")";
      case Filter.In in -> path(in.path()) + " in " + list(in.values(), this::literal);
      case Filter.Contains contains -> literal(contains.value()) + " in " + path(contains.path());
      case Filter.Compare compare ->
          turned(path(compare.path()), compare.operator(), literal(compare.value()));
    };
  }

  private String joined(List<Filter> members, String operator) {
    return members.stream().map(it -> "(" + print(it) + ")").collect(Collectors.joining(operator));
  }

  private <T> String list(Collection<T> items, Function<T, String> each) {
    return items.stream().map(each).collect(Collectors.joining(", ", "[", "]"));
  }

  private String turned(String field, Operator operator, String literal) {
    return random.nextBoolean()
        ? field + " " + symbol(operator) + " " + literal
        : literal + " " + turned(operator) + " " + field;
  }

  private static String symbol(Operator operator) {
    return switch (operator) {
      case EQUAL -> "==";
      case NOT_EQUAL -> "!=";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
    };
  }

  private static String turned(Operator operator) {
    return switch (operator) {
      case EQUAL -> "==";
      case NOT_EQUAL -> "!=";
      case LESS -> ">";
      case LESS_OR_EQUAL -> ">=";
      case GREATER -> "<";
      case GREATER_OR_EQUAL -> "<=";
    };
  }

  private String path(StatePath path) {
    return path.root()
        + path.members().stream()
            .map(it ->
                it.matches("[ax_][a-z1]*") && random.nextBoolean() ? "." + it : "['" + it + "']")
            .collect(Collectors.joining());
  }

  private String time(Instant time) {
    return random.nextBoolean() ? "'" + time + "'" : "timestamp('" + time + "')";
  }

  private String literal(Json value) {
    return switch (value) {
      case JsonString string -> text(string.value());
      case JsonNumber number -> number(number.toBigDecimal());
      default -> value.canonical();
    };
  }

  /** Whole numbers of 64 bits as they are, all others with an exponent. */
  private String number(BigDecimal value) {
    boolean isLong = value.stripTrailingZeros().scale() <= 0 && isLong(value);
    if (isLong && random.nextBoolean()) {
      return value.toBigInteger().toString();
    }
    return value.unscaledValue() + ".0E" + -value.scale();
  }

  private static boolean isLong(BigDecimal value) {
    return value.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
  }

  static String quoted(String text, char quote) {
    var escaped = new StringBuilder().append(quote);
    text.codePoints()
        .forEach(c -> {
          if (c == quote || c == '\\') {
            escaped.append('\\').appendCodePoint(c);
          } else if (c < ' ') {
            escaped.append("\\x%02x".formatted(c));
          } else {
            escaped.appendCodePoint(c);
          }
        });
    return escaped.append(quote).toString();
  }

  private String text(String text) {
    return quoted(text, random.nextBoolean() ? '\'' : '"');
  }
}
