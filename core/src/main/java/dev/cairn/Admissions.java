package dev.cairn;

import dev.cairn.json.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Sessions of browsers and what opens them, kept beside the keys: every process that shares the
 * store knows them, and they outlast it. What has ended is not there. Safe for use by many threads.
 */
public interface Admissions {

  /**
   * Keeps a new one, and lets go of those that ended before it begins.
   *
   * @param most of its kind and subject; those used least recently give way
   * @return whether nothing with this hash was kept
   */
  boolean open(Admission admission, int most);

  /** What has this hash, unless the key that it stands for was revoked. */
  Optional<Admission> find(Sha256 hash);

  /** Those of the hashes that {@link #find} finds. */
  Set<Sha256> among(Set<Sha256> hashes);

  /** Notes a use, unless a later one was noted. */
  void use(Sha256 hash, Instant at);

  /** Ends it, once: whether it was there. */
  boolean end(Sha256 hash);
}
