package dev.cairn;

import dev.cairn.json.JsonObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a commit was refused. {@code index} is the position of the mutation in the commit, from 0; -1
 * where the commit as a whole is meant. {@code id} names the token, scope, timer or path; where a
 * call of the life cycle is refused, the status that it met.
 */
public record Reason(int index, Code code, String detail, Optional<String> id) {

  /** Stable names of reasons; JSON shows them in lower case. */
  public enum Code {
    INVALID_CONTEXT,
    INVALID_TRANSITION,
    TERMINAL,
    TOKEN_ALREADY_EXISTS,
    TOKEN_NOT_FOUND,
    INVALID_TOKEN,
    SCOPE_ALREADY_EXISTS,
    SCOPE_NOT_FOUND,
    SCOPE_NOT_EMPTY,
    SCOPE_CANCELLED,
    PARENT_NOT_FOUND,
    ROOT_SCOPE,
    STEP_NOT_FOUND,
    TIMER_ALREADY_EXISTS,
    TIMER_NOT_FOUND,
    COMPENSATION_NOT_FOUND,
    INVALID_METADATA,
    INVALID_ATTRIBUTE,
    INVALID_TAG,
    INVALID_PARTICIPANT,
    INVALID_NAME,
    SCHEMA_VIOLATION,
    UNKNOWN_SCHEMA_VERSION,
    UNKNOWN_MUTATION,
    TOO_MANY_MUTATIONS,
    STATE_TOO_LARGE,
    UNCHANGED,
    KEY_REUSED,
    SUPERSEDED,
    CONTEXT_CHANGED,
    NOT_WAITING,
    STALE_APPROVAL,
    ALREADY_DECIDED,
    CANNOT_SKIP,
    STEP_NOT_VISITED,
    UNDONE,
    FENCED;

    public static Optional<Code> named(String text) {
      return Arrays.stream(values()).filter(it -> it.toString().equals(text)).findFirst();
    }

    /** The name in JSON, such as {@code token_not_found}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads {@link #toJson}.
   *
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   * @throws CairnException.Invalid when a member has a value that it cannot have
   */
  public static Reason parse(dev.cairn.json.Json json) {
    var members = Members.of(json);
    return new Reason(
        Math.toIntExact(members.number("index")),
        members.named("code", Code::named),
        members.text("detail"),
        members.present("id").map(dev.cairn.json.Json::asString));
  }

  public JsonObject toJson() {
    var json = JsonObject.of("index", index, "code", code.toString(), "detail", detail);
    return id.isPresent() ? json.with("id", dev.cairn.json.Json.of(id.get())) : json;
  }
}
