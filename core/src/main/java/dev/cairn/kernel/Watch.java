package dev.cairn.kernel;

import dev.cairn.CommitResult;
import dev.cairn.Kind;
import dev.cairn.Observer;
import dev.cairn.Options;
import dev.cairn.State;
import dev.cairn.store.Append;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Tells the observer, whose failures are not those of the kernel. */
final class Watch {
  private static final System.Logger LOG = System.getLogger(Watch.class.getName());

  private final Observer observer;
  private final long large;

  Watch(Options options) {
    this.observer = options.observer();
    this.large = options.limits().stateWarnBytes();
  }

  /** A request that has been served, whatever came of it. */
  void served(Waiter work) {
    tell(it -> {
      it.waited(work.waited());
      work.writes().forEach(write -> it.written(write.requests(), write.time()));
      work.outcome()
          .ifPresentOrElse(
              result -> answered(it, result), () -> it.answered(Observer.Answer.FAILED));
    });
  }

  private void answered(Observer it, CommitResult result) {
    switch (result) {
      case CommitResult.Committed done ->
          committed(it, done.receipt().kind(), done.instance().state());
      case CommitResult.Repeated done -> it.answered(Observer.Answer.REPEATED);
      case CommitResult.Conflict done -> it.answered(Observer.Answer.CONFLICT);
      case CommitResult.Rejected done -> it.answered(Observer.Answer.REJECTED);
      case CommitResult.Fenced done -> it.answered(Observer.Answer.FENCED);
    }
  }

  private void committed(Observer it, Kind kind, State state) {
    long bytes = state.json().byteCount();
    it.committed(kind, bytes, bytes > large ? Observer.Size.LARGE : Observer.Size.USUAL);
  }

  /** What a batch has made. */
  void batch(List<Append> group) {
    tell(it -> {
      for (var append : group) {
        for (var revision : append.revisions()) {
          committed(it, revision.kind(), append.head().instance().state());
        }
      }
    });
  }

  void backlog(long groups) {
    tell(it -> it.backlog(groups));
  }

  void told(Duration after) {
    tell(it -> it.told(after.isNegative() ? Duration.ZERO : after));
  }

  void tell(Consumer<Observer> news) {
    try {
      if (!observer.equals(Observer.NONE)) {
        news.accept(observer);
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "the observer failed; nothing else did", failure);
    }
  }
}
