package dev.cairn.kernel;

import dev.cairn.CommitResult;
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

  Waiter(Request request) {
    this.request = request;
  }

  Request request() {
    return request;
  }

  boolean isOpen() {
    return answer.isEmpty() && failure.isEmpty();
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

  /** The answer; throws the failure where there is none. */
  CommitResult result() {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return answer.orElseThrow();
  }
}
