package dev.cairn.cases;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Receipt;
import dev.cairn.Scope;
import dev.cairn.Status;
import dev.cairn.Token;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPatch;
import dev.cairn.json.Sha256;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One case as it was after one of its commits, and a buffer of changes that wait for the next. A
 * value: every change makes another one, readers see the committed state only, and what was not
 * committed is gone with the value that holds it. Safe for use by many threads.
 */
public final class CaseState {
  private final Cairn cairn;
  private final Instance instance;
  private final Buffer buffer;

  private CaseState(Cairn cairn, Instance instance, Buffer buffer) {
    this.cairn = cairn;
    this.instance = instance;
    this.buffer = buffer;
  }

  /**
   * Makes a case, at version 1, with its first receipt.
   *
   * @throws CairnException.NotFound when the definition is unknown
   * @throws CairnException.AlreadyExists when the id is taken
   */
  public static CaseState create(Cairn cairn, NewInstance request) {
    return new CaseState(cairn, cairn.workflows().create(request), Buffer.EMPTY);
  }

  /**
   * The current state of a case.
   *
   * @throws CairnException.NotFound when there is none
   */
  public static CaseState open(Cairn cairn, InstanceId id) {
    return new CaseState(cairn, cairn.workflows().get(id), Buffer.EMPTY);
  }

  /**
   * Makes the state of a snapshot the current one of the case it was taken of.
   *
   * @throws CairnException.Invalid when the bytes are no snapshot, are damaged, are of another
   *     format, another case or a newer schema
   * @throws CairnException.Refused when the case has ended
   */
  public static CaseState restore(Cairn cairn, InstanceId id, byte[] snapshot) {
    return new CaseState(cairn, cairn.archive().restoreSnapshot(id, snapshot), Buffer.EMPTY);
  }

  /** The committed state, whole. */
  public Instance instance() {
    return instance;
  }

  public InstanceId id() {
    return instance.id();
  }

  public long version() {
    return instance.version();
  }

  public Sha256 checksum() {
    return instance.checksum();
  }

  public CaseStatus status() {
    return CaseStatus.of(instance.status());
  }

  public JsonObject context() {
    return instance.context();
  }

  /** Tokens by id; the map cannot be changed. */
  public SortedMap<String, Token> tokens() {
    return parsed(instance.state().tokens(), Token::parse);
  }

  /** Scopes by id, root among them; the map cannot be changed. */
  public SortedMap<String, Scope> scopes() {
    return parsed(instance.state().scopes(), Scope::parse);
  }

  public Optional<Token> token(String id) {
    return instance.state().token(id);
  }

  public Optional<Scope> scope(String id) {
    return instance.state().scope(id);
  }

  private static <T> SortedMap<String, T> parsed(JsonObject all, Function<Json, T> parse) {
    var byId = new TreeMap<String, T>();
    all.forEach((id, json) -> byId.put(id, parse.apply(json)));
    return Collections.unmodifiableSortedMap(byId);
  }

  public CaseMetadata metadata() {
    return CaseMetadata.of(instance);
  }

  /** The receipt of the commit that made this state. */
  public Receipt receipt() {
    return cairn.history().receipt(id(), version());
  }

  /** Receipts from a version on, ascending, at most 1,000 at a time. */
  public List<Receipt> receipts(long from, int limit) {
    return cairn.history().receipts(id(), from, limit);
  }

  /** What waits for the next commit, in order. */
  public List<Mutation> buffered() {
    return Collections.unmodifiableList(buffer.mutations());
  }

  public CaseState setContext(JsonObject context) {
    return with(new Mutation.SetContext(context));
  }

  /** Changes the context by a JSON Merge Patch. */
  public CaseState updateContext(JsonObject mergePatch) {
    return with(new Mutation.MergeContext(mergePatch));
  }

  /** Changes the context by a JSON Patch. */
  public CaseState updateContext(JsonPatch patch) {
    return with(new Mutation.PatchContext(patch));
  }

  /**
   * Changes the context by a function, which runs when the case is committed, perhaps more than
   * once. One that throws, or returns no object, refuses the commit.
   */
  public CaseState updateContext(UnaryOperator<Json> change) {
    return with(new Mutation.ChangeContext(change));
  }

  public CaseState addToken(String id, Token token) {
    return with(new Mutation.AddToken(id, token));
  }

  /**
   * Changes a token by a merge patch of {@code scope}, {@code ip}, {@code value}, {@code status}.
   */
  public CaseState updateToken(String id, JsonObject patch) {
    return with(new Mutation.UpdateToken(id, patch));
  }

  public CaseState removeToken(String id) {
    return with(new Mutation.RemoveToken(id));
  }

  /** Opens a scope under an active one. */
  public CaseState enterScope(String id, String parent) {
    return with(new Mutation.EnterScope(id, parent));
  }

  /** Leaves a scope that has no active tokens and no scopes below it. */
  public CaseState exitScope(String id) {
    return with(new Mutation.ExitScope(id));
  }

  /** Cancels a scope, all scopes below it, and their active tokens. */
  public CaseState cancelScope(String id) {
    return with(new Mutation.CancelScope(id));
  }

  public CaseState incrementStepCount() {
    return with(new Mutation.IncrementStepCount());
  }

  /** Replaces the metadata; the step count is kept. */
  public CaseState setMetadata(JsonObject metadata) {
    return with(new Mutation.SetMetadata(metadata));
  }

  public CaseState transition(Status to) {
    return with(new Mutation.Transition(to));
  }

  /** Any other change. */
  public CaseState with(Mutation mutation) {
    return new CaseState(cairn, instance, buffer.with(mutation));
  }

  /** The same state with nothing buffered. */
  public CaseState rollback() {
    return new CaseState(cairn, instance, Buffer.EMPTY);
  }

  /**
   * The state that is current now, with the same buffer: how to go on after a conflict.
   *
   * @throws CairnException.NotFound when the case was deleted
   */
  public CaseState refresh() {
    return new CaseState(cairn, cairn.workflows().get(id()), buffer);
  }

  /** Commits the buffer, whole or not at all; an empty one makes a version too. */
  public CaseCommit commit() {
    return commit(UnaryOperator.identity());
  }

  /**
   * Commits the buffer with a key, a reason, a fence or a conflict policy that {@code add} gives to
   * the commit.
   *
   * @throws CairnException.NotFound when the case was deleted
   */
  public CaseCommit commit(UnaryOperator<Commit> add) {
    var result = cairn.workflows().commit(add.apply(Commit.to(instance).with(buffer.mutations())));
    return new CaseCommit(
        result,
        switch (result) {
          case CommitResult.Committed it -> new CaseState(cairn, it.instance(), Buffer.EMPTY);
          case CommitResult.Repeated it -> open(cairn, id());
          case CommitResult.Conflict it -> this;
          case CommitResult.Rejected it -> this;
          case CommitResult.Fenced it -> this;
        });
  }

  /**
   * The current state of the case, portable and checksummed. What is buffered is no part of it.
   *
   * @throws CairnException.NotFound when the case was deleted
   */
  public byte[] snapshot() {
    return cairn.archive().snapshot(id());
  }

  /** Equal when the committed states and the buffers are. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CaseState that
        && instance.equals(that.instance)
        && buffer.mutations().equals(that.buffer.mutations());
  }

  @Override
  public int hashCode() {
    return 31 * instance.hashCode() + buffer.mutations().hashCode();
  }

  @Override
  public String toString() {
    return id() + "@" + version() + " " + status() + ", " + buffer.size() + " buffered";
  }
}
