package dev.cairn.server.access;

import dev.cairn.Archive;
import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Definitions;
import dev.cairn.Feed;
import dev.cairn.Filter;
import dev.cairn.History;
import dev.cairn.Identities;
import dev.cairn.Instance;
import dev.cairn.KeyId;
import dev.cairn.Work;
import dev.cairn.Workflows;
import java.util.function.Consumer;

/**
 * The store as one principal may see it: every door obeys the rules of {@link Operation}. What the
 * principal may not see is not found, in the very words that are said of what is not there. Safe
 * for use by many threads; cheap to make, for each request.
 */
public final class Access implements Cairn {
  private final Guard guard;

  private Access(Guard guard) {
    this.guard = guard;
  }

  /** A view that acts as the principal. Closing it leaves the store open. */
  public static Cairn of(Principal principal, Cairn cairn, Denials denials) {
    return of(principal, cairn, denials, key -> {});
  }

  /** The same; {@code revoked} is told of each key that is revoked through it. */
  public static Cairn of(
      Principal principal, Cairn cairn, Denials denials, Consumer<KeyId> revoked) {
    return new Access(new Guard(principal, cairn.as(principal.subject()), denials, revoked));
  }

  /** What the principal may see, for lists, counts and streams: part of the question itself. */
  public static Filter visible(Principal principal) {
    return principal.role().includes(dev.cairn.Role.OPERATOR)
        ? Filter.everything()
        : new Filter.OwnerIs(principal.subject()).or(new Filter.ParticipantIs(principal.subject()));
  }

  /** Whether the principal may see an instance as it is now: what {@link #visible} matches. */
  public static boolean sees(Principal principal, Instance instance) {
    return principal.role().includes(dev.cairn.Role.OPERATOR)
        || Relation.of(principal, instance) != Relation.OTHER;
  }

  /** Nobody acts as somebody else. */
  @Override
  public Cairn as(String actor) {
    if (!actor.equals(guard.principal().subject())) {
      throw new CairnException.Forbidden(
          "nobody acts as somebody else", "call with the credentials of whom you mean");
    }
    return this;
  }

  @Override
  public Workflows workflows() {
    return new GuardedWorkflows(guard);
  }

  @Override
  public History history() {
    return new GuardedHistory(guard);
  }

  @Override
  public Definitions definitions() {
    return new GuardedDefinitions(guard);
  }

  @Override
  public Work work() {
    return new GuardedWork(guard);
  }

  @Override
  public Archive archive() {
    return new GuardedArchive(guard);
  }

  @Override
  public Feed feed() {
    return new GuardedFeed(guard);
  }

  @Override
  public Identities identities() {
    return new GuardedIdentities(guard);
  }

  /** Does nothing: the store belongs to whoever opened it. */
  @Override
  public void close() {}
}
