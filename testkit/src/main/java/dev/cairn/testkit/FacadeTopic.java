package dev.cairn.testkit;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.InstanceId;
import dev.cairn.Limits;
import dev.cairn.Options;
import dev.cairn.Reason;
import dev.cairn.VersionEntry;
import dev.cairn.VersionQuery;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A topic of a facade's contract. */
abstract class FacadeTopic extends CairnTopic {
  static final InstanceId NOBODY = new InstanceId(new UUID(7, 7));

  /** Small enough to reach: from 1,000 mutations on a commit warns, above 1,200 it is refused. */
  private static final Limits LIMITS = new Limits(1 << 20, 8 << 20, 100, 1_000, 1_200, 100);

  @Override
  Options options() {
    return super.options().limits(LIMITS);
  }

  void tick() {
    clock.advance(Duration.ofSeconds(1));
  }

  InstanceId created(Object... context) {
    return create(context).id();
  }

  List<VersionEntry> versions(InstanceId id) {
    return history().versions(id, VersionQuery.all().limit(1_000)).items();
  }

  /** The answer that a failure carries. */
  static CommitResult refusal(ThrowingCallable call) {
    return Assertions.catchThrowableOfType(CairnException.Refused.class, call).result();
  }

  static CommitResult.Conflict conflict(CommitResult result) {
    return answer(CommitResult.Conflict.class, result);
  }

  static List<Reason.Code> codes(CommitResult result) {
    return answer(CommitResult.Rejected.class, result).reasons().stream()
        .map(Reason::code)
        .toList();
  }

  static CommitResult.Committed success(CommitResult result) {
    return answer(CommitResult.Committed.class, result);
  }

  private static <T> T answer(Class<T> type, CommitResult result) {
    Assertions.assertThat(result).isInstanceOf(type);
    return type.cast(result);
  }
}
