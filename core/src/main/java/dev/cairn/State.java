package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that commits change: one immutable JSON object with the members named here. A member whose
 * value is null, {@code {}} or {@code []} is absent, so that a member added by a later release
 * leaves the checksums of earlier states as they are.
 *
 * <p>A state that a query lists is read when it is looked at: whoever lists ids pays for no more.
 * Equal by content; safe for use by many threads.
 */
public final class State {
  public static final String STATUS = "status";
  public static final String CURRENT_STEP = "currentStep";
  public static final String CURRENT_STEP_ID = "currentStepId";
  public static final String CONTEXT = "context";
  public static final String STEP_DATA = "stepData";
  public static final String TOKENS = "tokens";
  public static final String SCOPES = "scopes";
  public static final String METADATA = "metadata";
  public static final String TAGS = "tags";
  public static final String ATTRIBUTES = "attributes";
  public static final String PARTICIPANTS = "participants";
  public static final String TIMERS = "timers";
  public static final String COMPENSATIONS = "compensations";
  public static final String WORK = "work";
  public static final String ERROR = "error";
  public static final String SCHEMA_VERSION = "schemaVersion";
  public static final String STARTED_AT = "startedAt";
  public static final String PAUSED_AT = "pausedAt";
  public static final String ENDED_AT = "endedAt";
  public static final String DELETED_AT = "deletedAt";

  /** Members that are hashed key by key, so that a small change costs a small hash. */
  private static final Set<String> TREES = Set.of(CONTEXT, STEP_DATA, TOKENS, SCOPES);

  /** Gives the object; replaced without a lock, since all who read it read the same. */
  private Supplier<JsonObject> content;

  public State(JsonObject json) {
    this((Supplier<JsonObject>) new Known(json));
  }

  private State(Supplier<JsonObject> content) {
    this.content = content;
  }

  /** A state that {@code source} reads when it is first looked at, and fails then if it must. */
  public static State deferred(Supplier<JsonObject> source) {
    return new State(source);
  }

  private record Known(JsonObject get) implements Supplier<JsonObject> {}

  /** The whole state. */
  public JsonObject json() {
    var source = content;
    if (source instanceof Known known) {
      return known.get();
    }
    var json = source.get();
    content = new Known(json);
    return json;
  }

  /** The state before the first commit: Created, at step 0, with the root scope. */
  public static State initial() {
    return new State(
        JsonObject.of(
            STATUS, Status.CREATED.toString(),
            CURRENT_STEP, 0,
            METADATA, JsonObject.of("stepCount", 0),
            SCOPES, JsonObject.of(Scope.ROOT, Scope.root().toJson()),
            SCHEMA_VERSION, 1));
  }

  /** This state with one member replaced; an empty value removes the member. */
  public State with(String member, Json value) {
    return new State(isEmpty(value) ? json().without(member) : json().with(member, value));
  }

  private static boolean isEmpty(Json value) {
    return value instanceof JsonNull
        || (value instanceof JsonObject object && object.isEmpty())
        || (value instanceof JsonArray array && array.isEmpty());
  }

  /**
   * The root of the shallow hash tree: SHA-256 over the canonical form of an object that maps each
   * member to its hash; context, stepData, tokens and scopes are hashed the same way one level
   * down. The reference documentation works an example.
   */
  public Sha256 checksum() {
    var hashes = JsonObject.builder();
    json()
        .forEach((member, value) ->
            hashes.put(
                member,
                value instanceof JsonObject object && TREES.contains(member)
                    ? new JsonString(object.treeHash().hex())
                    : json().hashOf(member)));
    return hashes.build().hash();
  }

  public Status status() {
    var name = json().get(STATUS).orElseThrow().asString();
    return Status.named(name).orElseThrow(() -> new IllegalStateException("status " + name));
  }

  /** 1-based position of the current step; 0 before start. */
  public int currentStep() {
    return Math.toIntExact(number(CURRENT_STEP, 0));
  }

  public Optional<String> currentStepId() {
    return json().get(CURRENT_STEP_ID).map(Json::asString);
  }

  public JsonObject context() {
    return object(CONTEXT);
  }

  /** Output by step id. */
  public JsonObject stepData() {
    return object(STEP_DATA);
  }

  /** Tokens by id, as {@link Token#toJson} writes them. */
  public JsonObject tokens() {
    return object(TOKENS);
  }

  /** Scopes by id, as {@link Scope#toJson} writes them. */
  public JsonObject scopes() {
    return object(SCOPES);
  }

  public Optional<Token> token(String id) {
    return tokens().get(id).map(Token::parse);
  }

  public Optional<Scope> scope(String id) {
    return scopes().get(id).map(Scope::parse);
  }

  /** The step count and whatever callers keep beside it. */
  public JsonObject metadata() {
    return object(METADATA);
  }

  public long stepCount() {
    return metadata().get("stepCount").map(Json::asLong).orElse(0L);
  }

  public SortedSet<String> tags() {
    return texts(TAGS);
  }

  /** The subjects who work on the instance beside its owner. */
  public SortedSet<String> participants() {
    return texts(PARTICIPANTS);
  }

  /** Values by name: strings, numbers, booleans, or null, which is a value too. */
  public JsonObject attributes() {
    return object(ATTRIBUTES);
  }

  /** Timers by id: when each is due, and what it carries. */
  public JsonObject timers() {
    return object(TIMERS);
  }

  /** What would undo the completed steps; the last one pushed is undone first. */
  public JsonArray compensations() {
    return array(COMPENSATIONS);
  }

  /** What the engine keeps beside tokens and timers: signals, votes, the course of a saga. */
  public JsonObject work() {
    return object(WORK);
  }

  public Optional<Json> error() {
    return json().get(ERROR);
  }

  public int schemaVersion() {
    return Math.toIntExact(number(SCHEMA_VERSION, 1));
  }

  public Optional<Instant> startedAt() {
    return time(STARTED_AT);
  }

  public Optional<Instant> pausedAt() {
    return time(PAUSED_AT);
  }

  public Optional<Instant> endedAt() {
    return time(ENDED_AT);
  }

  /** When the instance was deleted: only its receipts and this tombstone are left to readers. */
  public Optional<Instant> deletedAt() {
    return time(DELETED_AT);
  }

  private JsonObject object(String member) {
    return json().get(member).map(Json::asObject).orElse(JsonObject.empty());
  }

  private JsonArray array(String member) {
    return json().get(member).map(Json::asArray).orElse(JsonArray.empty());
  }

  private SortedSet<String> texts(String member) {
    var texts = new TreeSet<String>();
    array(member).forEach(text -> texts.add(text.asString()));
    return texts;
  }

  private long number(String member, long absent) {
    return json().get(member).map(Json::asLong).orElse(absent);
  }

  private Optional<Instant> time(String member) {
    return json().get(member).map(value -> Times.parse(value.asString()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof State that && json().equals(that.json()));
  }

  @Override
  public int hashCode() {
    return json().hashCode();
  }

  @Override
  public String toString() {
    return json().canonical();
  }

  /** A number as a state member. */
  static Json number(long value) {
    return JsonNumber.of(value);
  }
}
