package dev.cairn.kernel;

import dev.cairn.CommitResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request that waits for its answer. What is decided on commits that are not durable yet is only
 * promised; the promise is kept once they are, and dropped when they were refused.
 */
final class Waiter {
  private final Request request;
  private Optional<CommitResult> promise = Optional.empty();
  private Optional<CommitResult> answer = Optional.empty();
  private Optional<RuntimeException> failure = Optional.empty();
  private long arrived = System.nanoTime();
  private long begun = arrived;
  private Optional<Ahead.Trial> trial = Optional.empty();
  private final List<Write> writes = new ArrayList<>(1);

  /** A durable write that this work led. */
  record Write(int requests, Duration time) {}

  Waiter(Request request) {
    this.request = request;
  }

  Request request() {
    return request;
  }

  boolean isOpen() {
    return answer.isEmpty() && failure.isEmpty();
  }

  /** It was decided before its turn, and may be so again. */
  void tried(Ahead.Trial ahead) {
    trial = Optional.of(ahead);
  }

  /** The chain that was decided ahead, if it goes on from where {@code chain} begins. */
  Optional<Chain> take(Chain chain) {
    var usable = trial.filter(it -> it.chain().beginsLike(chain));
    trial = Optional.empty();
    usable
        .map(Ahead.Trial::work)
        .ifPresent(it -> {
          promise = it.promise;
          failure = it.failure;
        });
    return usable.map(Ahead.Trial::chain);
  }

  void promise(CommitResult result) {
    promise = Optional.of(result);
  }

  void keepPromise() {
    if (isOpen()) {
      answer = promise;
    }
  }

  void dropPromise() {
    promise = Optional.empty();
  }

  void answer(CommitResult result) {
    answer = Optional.of(result);
  }

  void fail(RuntimeException why) {
    failure = Optional.of(why);
  }

  /** It stands in line. */
  void arrive() {
    arrived = System.nanoTime();
  }

  /** Its turn has come. */
  void begin() {
    begun = System.nanoTime();
  }

  /** How long it stood in line. */
  Duration waited() {
    return Duration.ofNanos(begun - arrived);
  }

  void wrote(int requests, Duration time) {
    writes.add(new Write(requests, time));
  }

  List<Write> writes() {
    return writes;
  }

  /** The answer; empty where there is none. */
  Optional<CommitResult> outcome() {
    return failure.isPresent() ? Optional.empty() : answer;
  }

  /** The answer; throws the failure where there is none. */
  CommitResult result() {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return answer.orElseThrow();
  }
}
