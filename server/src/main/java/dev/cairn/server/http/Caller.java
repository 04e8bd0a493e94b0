package dev.cairn.server.http;

import dev.cairn.Cairn;
import dev.cairn.Role;
import dev.cairn.UserId;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who calls, as the gate found out.
 *
 * @param roles names of {@link Role}s, and others, which give no rights
 * @param cairn the store as this caller may see and change it: handlers have no other
 * @param places for answers that go on for long
 * @param signIn for a browser, which then shows a cookie
 */
public record Caller(
    String subject,
    UserId userId,
    SortedSet<String> roles,
    Cairn cairn,
    Places places,
    SignIn signIn) {
  public Caller {
    roles = copy(roles);
  }

  /** A caller that no browser brings. */
  public Caller(
      String subject, UserId userId, SortedSet<String> roles, Cairn cairn, Places places) {
    this(subject, userId, roles, cairn, places, SignIn.NONE);
  }

  private static SortedSet<String> copy(Collection<String> names) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }

  /** Whether one of the roles is at least this one. */
  public boolean may(Role least) {
    return Role.highest(roles).filter(it -> it.includes(least)).isPresent();
  }

  /** How many long answers a caller may have at a time is for the gate to say. */
  @FunctionalInterface
  public interface Places {
    /** As many as anybody likes. */
    Places UNLIMITED = end -> Place.NONE;

    /**
     * Takes a place, until it is closed.
     *
     * @param end ends the answer; called by another thread when the credentials have ended
     * @throws dev.cairn.CairnException.TooMany when there is none
     */
    Place take(Runnable end);
  }

  /** A place of one long answer. Closing it again does nothing. */
  @FunctionalInterface
  public interface Place extends AutoCloseable {
    Place NONE = () -> {};

    @Override
    void close();
  }
}
