package dev.cairn.testkit;

import static dev.cairn.Reason.Code.*;

import dev.cairn.Mutation;
import dev.cairn.Mutation.*;
import dev.cairn.Reason;
import dev.cairn.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The protocol in little: what some mutations do and why they may not, plainly right. */
final class Model {
  final TreeMap<String, Part> tokens = new TreeMap<>();
  final TreeMap<String, Part> scopes = new TreeMap<>();
  final TreeSet<String> tags = new TreeSet<>();
  final TreeSet<String> participants = new TreeSet<>();
  final TreeSet<String> timers = new TreeSet<>();
  Status status = Status.CREATED;
  long steps;

  /** A token in its scope, or a scope in its parent. */
  record Part(String in, boolean active) {}

  Model() {
    scopes.put("root", new Part("", true));
  }

  Model copy() {
    var copy = new Model();
    copy.tokens.putAll(tokens);
    copy.scopes.putAll(scopes);
    copy.tags.addAll(tags);
    copy.participants.addAll(participants);
    copy.timers.addAll(timers);
    copy.status = status;
    copy.steps = steps;
    return copy;
  }

  /** Applies what is legal, in order, and says what is not. */
  List<Reason.Code> apply(List<Mutation> mutations) {
    var reasons = new ArrayList<Reason.Code>();
    mutations.forEach(mutation -> apply(mutation).ifPresent(reasons::add));
    return reasons;
  }

  private Optional<Reason.Code> apply(Mutation mutation) {
    boolean forTheEnded = mutation instanceof Transition || mutation instanceof SetParticipants;
    if (status.isTerminal() && !forTheEnded) {
      return Optional.of(TERMINAL);
    }
    return switch (mutation) {
      case IncrementStepCount it -> done(() -> steps++);
      case AddTags it -> done(() -> tags.addAll(it.tags()));
      case RemoveTags it -> done(() -> tags.removeAll(it.tags()));
      case SetParticipants it ->
          done(() -> {
            participants.clear();
            participants.addAll(it.participants());
          });
      case SetTimer it ->
          timers.add(it.id()) ? Optional.empty() : Optional.of(TIMER_ALREADY_EXISTS);
      case CancelTimer it ->
          timers.remove(it.id()) ? Optional.empty() : Optional.of(TIMER_NOT_FOUND);
      case Transition it -> transition(it.to());
      case AddToken it ->
          tokens.containsKey(it.id())
              ? Optional.of(TOKEN_ALREADY_EXISTS)
              : place(it.token().scope(), SCOPE_NOT_FOUND)
                  .or(() -> done(() -> tokens.put(it.id(), new Part(it.token().scope(), true))));
      case UpdateToken it ->
          token(it.id(), part -> tokens.put(it.id(), new Part(part.in(), false)));
      case RemoveToken it -> token(it.id(), part -> tokens.remove(it.id()));
      case EnterScope it ->
          scopes.containsKey(it.id())
              ? Optional.of(SCOPE_ALREADY_EXISTS)
              : place(it.parent(), PARENT_NOT_FOUND)
                  .or(() -> done(() -> scopes.put(it.id(), new Part(it.parent(), true))));
      case ExitScope it -> scope(it.id()).or(() -> exit(it.id()));
      case CancelScope it ->
          scope(it.id())
              .or(() -> place(it.id(), SCOPE_NOT_FOUND))
              .or(() -> done(() -> cancel(it.id())));
      default -> throw new IllegalArgumentException("not modelled: " + mutation);
    };
  }

  private static Optional<Reason.Code> done(Runnable change) {
    change.run();
    return Optional.empty();
  }

  private Optional<Reason.Code> place(String scope, Reason.Code missing) {
    var part = Optional.ofNullable(scopes.get(scope));
    return part.isEmpty()
        ? Optional.of(missing)
        : part.filter(it -> !it.active()).map(it -> SCOPE_CANCELLED);
  }

  private Optional<Reason.Code> token(String id, java.util.function.Consumer<Part> change) {
    var part = Optional.ofNullable(tokens.get(id));
    part.ifPresent(change);
    return part.isPresent() ? Optional.empty() : Optional.of(TOKEN_NOT_FOUND);
  }

  private Optional<Reason.Code> scope(String id) {
    if (id.equals("root")) {
      return Optional.of(ROOT_SCOPE);
    }
    return scopes.containsKey(id) ? Optional.empty() : Optional.of(SCOPE_NOT_FOUND);
  }

  private Optional<Reason.Code> exit(String id) {
    boolean held =
        scopes.values().stream().anyMatch(it -> it.in().equals(id))
            || tokens.values().stream().anyMatch(it -> it.in().equals(id) && it.active());
    if (held) {
      return Optional.of(SCOPE_NOT_EMPTY);
    }
    var parent = Optional.ofNullable(scopes.remove(id)).orElseThrow().in();
    tokens.replaceAll((token, it) -> it.in().equals(id) ? new Part(parent, false) : it);
    return Optional.empty();
  }

  private void cancel(String id) {
    scopes.computeIfPresent(id, (key, it) -> new Part(it.in(), key.equals("root")));
    tokens.replaceAll((token, it) -> it.in().equals(id) ? new Part(id, false) : it);
    List.copyOf(scopes.entrySet()).stream()
        .filter(entry -> entry.getValue().in().equals(id))
        .forEach(entry -> cancel(entry.getKey()));
  }

  private Optional<Reason.Code> transition(Status to) {
    if (!status.canBecome(to)) {
      return Optional.of(INVALID_TRANSITION);
    }
    status = to;
    return to.isTerminal() ? done(() -> cancel("root")) : Optional.empty();
  }
}
