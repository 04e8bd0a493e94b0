package dev.cairn;

import dev.cairn.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * Which instances are meant. One sealed type for the Java builder, the REST parameters and the
 * textual language, so that they cannot differ. Deleted instances match nothing.
 */
public sealed interface Filter {
  /** Whoever asks. */
  String ME = "me";

  /** Matches when all of them do; an empty list matches everything. */
  record And(List<Filter> all) implements Filter {}

  /** Matches when one of {@code any} does; an empty list matches nothing. */
  record Or(List<Filter> any) implements Filter {}

  record Not(Filter of) implements Filter {}

  record StatusIn(Set<Status> statuses) implements Filter {}

  /** Ids are compared without regard to case, as in the registry. */
  record DefinitionIs(String definitionId) implements Filter {}

  /** By the owner's subject. */
  record OwnerIs(String subject) implements Filter {}

  /** By the subject of one who works on it beside its owner. */
  record ParticipantIs(String subject) implements Filter {}

  record TagsAll(SortedSet<String> tags) implements Filter {}

  record TagsAny(SortedSet<String> tags) implements Filter {}

  record ParentIs(InstanceId parent) implements Filter {}

  record IdIn(Set<InstanceId> ids) implements Filter {}

  /** {@code from} inclusive, {@code until} exclusive. */
  record CreatedBetween(Instant from, Instant until) implements Filter {}

  /** {@code from} inclusive, {@code until} exclusive. */
  record UpdatedBetween(Instant from, Instant until) implements Filter {}

  /**
   * Compares the value at a path. A missing value matches no comparison. Equality compares any
   * scalar, null included, and never across types; order compares numbers with numbers and strings
   * with strings (by code point) and nothing else.
   */
  record Compare(StatePath path, Operator operator, Json value) implements Filter {}

  /** Whether there is a value at the path; null is one. */
  record Exists(StatePath path) implements Filter {}

  /** Whether the value at the path equals one of {@code values}, each a scalar. */
  record In(StatePath path, List<Json> values) implements Filter {}

  /**
   * Whether the array at the path has the element, or the object has all these members with equal
   * values, recursively (containment as PostgreSQL's {@code @>} defines it).
   */
  record Contains(StatePath path, Json value) implements Filter {}

  /** How two values are compared. */
  enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }

  default Filter and(Filter other) {
    return new And(List.of(this, other));
  }

  default Filter or(Filter other) {
    return new Or(List.of(this, other));
  }

  default Filter not() {
    return new Not(this);
  }

  /** Matches every instance. */
  static Filter everything() {
    return new And(List.of());
  }

  /**
   * Reads a condition in the textual language, such as {@code status == 'Running' && context.total
   * > 100.0}.
   *
   * @throws CairnException.Invalid when it is wrong, or the language is not on the class path
   */
  static Filter where(String expression) {
    return ExpressionLanguage.load().filter(expression);
  }

  /**
   * Reads a condition, in which {@code 'me'} as an owner or a participant stands for {@code
   * subject}. Nobody else is called so: {@value #ME} is refused as a subject of keys and tokens.
   *
   * @throws CairnException.Invalid when it is wrong, or the language is not on the class path
   */
  static Filter where(String expression, String subject) {
    return where(expression).forSubject(subject);
  }

  /** This filter with {@value #ME} replaced, as an owner or a participant, by a subject. */
  default Filter forSubject(String subject) {
    return switch (this) {
      case And it -> new And(it.all().stream().map(part -> part.forSubject(subject)).toList());
      case Or it -> new Or(it.any().stream().map(part -> part.forSubject(subject)).toList());
      case Not it -> new Not(it.of().forSubject(subject));
      case OwnerIs it -> it.subject().equals(ME) ? new OwnerIs(subject) : it;
      case ParticipantIs it -> it.subject().equals(ME) ? new ParticipantIs(subject) : it;
      case StatusIn it -> it;
      case DefinitionIs it -> it;
      case TagsAll it -> it;
      case TagsAny it -> it;
      case ParentIs it -> it;
      case IdIn it -> it;
      case CreatedBetween it -> it;
      case UpdatedBetween it -> it;
      case Compare it -> it;
      case Exists it -> it;
      case In it -> it;
      case Contains it -> it;
    };
  }

  static Filter status(Status... statuses) {
    return new StatusIn(Set.of(statuses));
  }

  static Filter equal(String path, Object value) {
    return new Compare(StatePath.parse(path), Operator.EQUAL, Json.of(value));
  }

  static Filter compare(String path, Operator operator, Object value) {
    return new Compare(StatePath.parse(path), operator, Json.of(value));
  }

  /** Instances that have begun and not ended. */
  static Filter active() {
    return status(
        Status.RUNNING, Status.PAUSED, Status.WAITING_FOR_INPUT, Status.WAITING_FOR_APPROVAL);
  }
}
