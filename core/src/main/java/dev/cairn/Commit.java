package dev.cairn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All-or-nothing list of mutations that takes an instance from one version to the next. Without an
 * expected version the mutations apply to whatever version is current.
 *
 * @param key makes the commit idempotent: the same key on the same instance is applied once, for
 *     ever, and always answers with the same receipt; 1 to 200 characters. The same key with other
 *     mutations is refused; functions count as equal, since they cannot be compared
 * @param reason shown in the history; at most 2,000 characters
 * @param fence the grant under which the caller works; an older one than the instance's is refused
 */
public record Commit(
    InstanceId instance,
    OptionalLong expectedVersion,
    OnConflict onConflict,
    Optional<String> key,
    Optional<String> reason,
    Optional<Fence> fence,
    List<Mutation> mutations) {
  private static final int KEY_MAX = 200;
  private static final int REASON_MAX = 2_000;

  public Commit {
    mutations = List.copyOf(mutations);
    Names.check("idempotency key", key, KEY_MAX);
    Names.check("reason", reason, REASON_MAX);
    if (expectedVersion.isPresent() && expectedVersion.getAsLong() < 1) {
      throw new CairnException.Invalid(
          "invalid_version",
          "expectedVersion must be at least 1, not " + expectedVersion.getAsLong(),
          "state the version that you read");
    }
  }

  /** An empty commit on the current version. */
  public static Commit to(InstanceId instance) {
    return new Commit(
        instance,
        OptionalLong.empty(),
        OnConflict.REJECT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** An empty commit on the version that was read. */
  public static Commit to(Instance read) {
    return to(read.id()).from(read.version());
  }

  public Commit from(long version) {
    return new Commit(
        instance, OptionalLong.of(version), onConflict, key, reason, fence, mutations);
  }

  public Commit onConflict(OnConflict policy) {
    return new Commit(instance, expectedVersion, policy, key, reason, fence, mutations);
  }

  public Commit key(String idempotencyKey) {
    return new Commit(
        instance,
        expectedVersion,
        onConflict,
        Optional.of(idempotencyKey),
        reason,
        fence,
        mutations);
  }

  public Commit because(String text) {
    return new Commit(
        instance, expectedVersion, onConflict, key, Optional.of(text), fence, mutations);
  }

  public Commit fencedBy(Fence grant) {
    return new Commit(
        instance, expectedVersion, onConflict, key, reason, Optional.of(grant), mutations);
  }

  /** This commit with more mutations at its end. */
  public Commit with(Mutation... more) {
    return with(Arrays.asList(more));
  }

  /** This commit with more mutations at its end. */
  public Commit with(List<? extends Mutation> more) {
    var all = new ArrayList<>(mutations);
    all.addAll(more);
    return new Commit(instance, expectedVersion, onConflict, key, reason, fence, all);
  }
}
