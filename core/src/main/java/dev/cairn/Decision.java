package dev.cairn;

import dev.cairn.json.JsonObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody decides about an approval.
 *
 * @param data a merge patch of the context, for {@link Kind#MODIFY}
 * @param checksum of the state that was looked at: the decision is refused when what it is about
 *     has changed since
 * @param roles that the decider has
 */
public record Decision(
    Kind kind, JsonObject data, Optional<String> reason, String checksum, Set<String> roles) {

  /** For, for with changes, or against. */
  public enum Kind {
    APPROVE,
    MODIFY,
    REJECT;

    public static Optional<Kind> named(String text) {
      return Arrays.stream(values()).filter(kind -> kind.toString().equals(text)).findFirst();
    }

    /** The name in JSON, such as {@code approve}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Decision {
    roles = Set.copyOf(roles);
    Names.check("reason", reason, 2_000);
  }

  public static Decision approve(Instance seen) {
    return of(Kind.APPROVE, JsonObject.empty(), seen);
  }

  /** Approves with changes to the context: a merge patch. */
  public static Decision modify(Instance seen, JsonObject patch) {
    return of(Kind.MODIFY, patch, seen);
  }

  public static Decision reject(Instance seen, String reason) {
    return of(Kind.REJECT, JsonObject.empty(), seen).because(reason);
  }

  private static Decision of(Kind kind, JsonObject data, Instance seen) {
    return new Decision(kind, data, Optional.empty(), seen.checksum().hex(), Set.of());
  }

  public Decision because(String text) {
    return new Decision(kind, data, Optional.of(text), checksum, roles);
  }

  public Decision withRoles(String... names) {
    return new Decision(kind, data, reason, checksum, Set.of(names));
  }

  /** The decision as it is recorded; roles are not part of it. */
  public JsonObject toJson() {
    var json = JsonObject.of("decision", kind.toString(), "data", data, "checksum", checksum);
    return reason.isPresent() ? json.with("reason", dev.cairn.json.Json.of(reason.get())) : json;
  }
}
