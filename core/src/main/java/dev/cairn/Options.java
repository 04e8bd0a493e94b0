package dev.cairn;

import dev.cairn.json.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
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
 * @param look how often the live feed looks for what other processes committed, and ten times less
 *     often a worker that waits for a task; the word that processes pass on mostly comes sooner
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
    Map<String, UnaryOperator<Json>> refreshHooks,
    Observer observer,
    Duration look) {

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
    if (!look.isPositive()) {
      throw new CairnException.Invalid(
          "invalid_options", "look must be positive", "leave it out for 50 ms");
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
        Observer.NONE,
        Duration.ofMillis(50));
  }

  public Options actor(String name) {
    return change(draft -> draft.actor = name);
  }

  public Options clock(InstantSource source) {
    return change(draft -> draft.clock = source);
  }

  public Options random(RandomGenerator source) {
    return change(draft -> draft.random = source);
  }

  public Options limits(Limits those) {
    return change(draft -> draft.limits = those);
  }

  public Options verification(Verification policy) {
    return change(draft -> draft.verification = policy);
  }

  public Options unchanged(Unchanged policy) {
    return change(draft -> draft.unchanged = policy);
  }

  public Options checkpointEvery(int versions) {
    return change(draft -> draft.checkpointEvery = versions);
  }

  public Options headCacheBytes(long bytes) {
    return change(draft -> draft.headCacheBytes = bytes);
  }

  public Options refreshHooks(Map<String, UnaryOperator<Json>> hooks) {
    return change(draft -> draft.refreshHooks = hooks);
  }

  public Options observer(Observer told) {
    return change(draft -> draft.observer = told);
  }

  public Options look(Duration every) {
    return change(draft -> draft.look = every);
  }

  private Options change(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** Options while one of them changes. */
  private static final class Draft {
    private String actor;
    private InstantSource clock;
    private RandomGenerator random;
    private Limits limits;
    private Verification verification;
    private Unchanged unchanged;
    private int checkpointEvery;
    private long headCacheBytes;
    private Map<String, UnaryOperator<Json>> refreshHooks;
    private Observer observer;
    private Duration look;

    Draft(Options from) {
      actor = from.actor;
      clock = from.clock;
      random = from.random;
      limits = from.limits;
      verification = from.verification;
      unchanged = from.unchanged;
      checkpointEvery = from.checkpointEvery;
      headCacheBytes = from.headCacheBytes;
      refreshHooks = from.refreshHooks;
      observer = from.observer;
      look = from.look;
    }

    Options options() {
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
          observer,
          look);
    }
  }
}
