package dev.cairn;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * How a kernel works. Start from {@link #defaults} and change what differs.
 *
 * @param actor who acts where {@link Cairn#as} says nothing else
 * @param clock gives commit times, which never go backwards on an instance, and tells what is due;
 *     where nodes share a store that was opened by its URL it is set by the store's own clock
 * @param random gives ids and the jitter of retries
 * @param limits what is refused, and what is warned of
 * @param verification which reads recompute checksums
 * @param unchanged what becomes of a commit that changes nothing
 * @param checkpointEvery makes an automatic checkpoint of every so many versions; 0 for none
 * @param headCacheBytes about how much memory current states may take, an eighth of the heap unless
 *     said otherwise; 0 reads them every time
 * @param refreshHooks by definition id: what to do with the context when an instance resumes after
 *     a pause of more than 24 hours
 * @param observer is told what the kernel does
 */
public record Options(
    String actor,
    InstantSource clock,
    RandomGenerator random,
    Limits limits,
    Verification verification,
    Unchanged unchanged,
    int checkpointEvery,
    long headCacheBytes,
    Map<String, UnaryOperator<dev.cairn.json.Json>> refreshHooks,
    Observer observer) {

  /** A pause longer than this leaves a context stale. */
  public static final Duration STALE_AFTER = Duration.ofHours(24);

  private static final int HEAD_CACHE_SHARE = 8;

  /** When a state that is read is checked against its checksum. */
  public enum Verification {
    /** Every state that comes from the store. */
    ALWAYS,
    /** States read by id and version; not those that a query lists. */
    BY_ID,
    /** None; {@link Archive#verify} still does. */
    NEVER
  }

  /** What becomes of a commit that changes nothing. */
  public enum Unchanged {
    /** It makes a version, as every commit does. */
    ACCEPT,
    /** It is refused with the reason {@code unchanged}. */
    REFUSE
  }

  public Options {
    Names.check("actor", actor, 200);
    refreshHooks = Map.copyOf(refreshHooks);
    if (checkpointEvery < 0 || headCacheBytes < 0) {
      throw new CairnException.Invalid(
          "invalid_options", "checkpointEvery and headCacheBytes must not be negative", "use 0");
    }
  }

  public static Options defaults() {
    return new Options(
        "embedded",
        InstantSource.system(),
        RandomGenerator.of("L64X128MixRandom"),
        Limits.defaults(),
        Verification.BY_ID,
        Unchanged.ACCEPT,
        0,
        Runtime.getRuntime().maxMemory() / HEAD_CACHE_SHARE,
        Map.of(),
        Observer.NONE);
  }

  public Options actor(String name) {
    return new Options(
        name,
        clock,
        random,
        limits,
        verification,
        unchanged,
        checkpointEvery,
        headCacheBytes,
        refreshHooks,
        observer);
  }

  public Options clock(InstantSource source) {
    return new Options(
        actor,
        source,
        random,
        limits,
        verification,
        unchanged,
        checkpointEvery,
        headCacheBytes,
        refreshHooks,
        observer);
  }

  public Options random(RandomGenerator source) {
    return new Options(
        actor,
        clock,
        source,
        limits,
        verification,
        unchanged,
        checkpointEvery,
        headCacheBytes,
        refreshHooks,
        observer);
  }

  public Options limits(Limits those) {
    return new Options(
        actor,
        clock,
        random,
        those,
        verification,
        unchanged,
        checkpointEvery,
        headCacheBytes,
        refreshHooks,
        observer);
  }

  public Options verification(Verification policy) {
    return new Options(
        actor,
        clock,
        random,
        limits,
        policy,
        unchanged,
        checkpointEvery,
        headCacheBytes,
        refreshHooks,
        observer);
  }

  public Options unchanged(Unchanged policy) {
    return new Options(
        actor,
        clock,
        random,
        limits,
        verification,
        policy,
        checkpointEvery,
        headCacheBytes,
        refreshHooks,
        observer);
  }

  public Options checkpointEvery(int versions) {
    return new Options(
        actor,
        clock,
        random,
        limits,
        verification,
        unchanged,
        versions,
        headCacheBytes,
        refreshHooks,
        observer);
  }

  public Options headCacheBytes(long bytes) {
    return new Options(
        actor,
        clock,
        random,
        limits,
        verification,
        unchanged,
        checkpointEvery,
        bytes,
        refreshHooks,
        observer);
  }

  public Options refreshHooks(Map<String, UnaryOperator<dev.cairn.json.Json>> hooks) {
    return new Options(
        actor,
        clock,
        random,
        limits,
        verification,
        unchanged,
        checkpointEvery,
        headCacheBytes,
        hooks,
        observer);
  }

  public Options observer(Observer told) {
    return new Options(
        actor,
        clock,
        random,
        limits,
        verification,
        unchanged,
        checkpointEvery,
        headCacheBytes,
        refreshHooks,
        told);
  }
}
