package dev.cairn;

import dev.cairn.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place inside the context, the step data or the attributes, written as members joined by dots:
 * {@code context.customer.tier}. Members are letters, digits, {@code _} and {@code -}; array
 * elements are not addressed.
 */
public record StatePath(Root root, List<String> members) {
  private static final Pattern MEMBER = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]{0,99}");
  private static final int DEPTH_MAX = 16;

  /** The member of the state that a path begins with. */
  public enum Root {
    CONTEXT(State.CONTEXT),
    STEP_DATA(State.STEP_DATA),
    ATTRIBUTES(State.ATTRIBUTES);

    private final String text;

    Root(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Whether a text may stand between the dots. */
  public static boolean isMember(String text) {
    return MEMBER.matcher(text).matches();
  }

  public StatePath {
    members = List.copyOf(members);
    boolean sound =
        !members.isEmpty()
            && members.size() <= DEPTH_MAX
            && members.stream().allMatch(StatePath::isMember);
    if (!sound) {
      throw new CairnException.Invalid(
          "invalid_path",
          "not a path: '" + Text.shorten(root + "." + String.join(".", members)) + "'",
          "write context.a.b, stepData.step.a or attributes.name, at most 16 members deep");
    }
  }

  /**
   * Reads {@link #toString}.
   *
   * @throws CairnException.Invalid when it is no such path
   */
  public static StatePath parse(String text) {
    var parts = Arrays.asList(text.split("\\.", -1));
    var root =
        Arrays.stream(Root.values())
            .filter(it -> it.toString().equals(parts.getFirst()))
            .findFirst()
            .orElseThrow(() ->
                new CairnException.Invalid(
                    "invalid_path",
                    "not a path: '" + Text.shorten(text) + "'",
                    "begin with context., stepData. or attributes."));
    return new StatePath(root, parts.subList(1, parts.size()));
  }

  /** The value at this place, if there is one. */
  public Optional<Json> in(State state) {
    Optional<Json> at = state.json().get(root.toString());
    for (var member : members) {
      at =
          at.flatMap(value ->
              value instanceof dev.cairn.json.JsonObject object
                  ? object.get(member)
                  : Optional.empty());
    }
    return at;
  }

  @Override
  public String toString() {
    return root + "." + String.join(".", members);
  }
}
