package dev.cairn;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Who calls: API keys, sessions, and the users that were seen. Safe for use by many threads. */
public interface Identities {

  /** Makes a key for a subject; the only time its text is seen. */
  ApiKey.Created createKey(ApiKey.Wanted wanted);

  /** All keys, revoked ones included, the oldest first. */
  List<ApiKey> keys();

  Optional<ApiKey> key(KeyId id);

  /** The key that has this text, good or not. */
  Optional<ApiKey> keyOf(String text);

  /**
   * Lets a key open nothing any more; one that was revoked stays as it is.
   *
   * @throws CairnException.NotFound when there is no such key
   */
  ApiKey revokeKey(KeyId id);

  /** The user of this name, made on first sight, with the roles that it came with now. */
  User seen(String subject, SortedSet<String> roles);

  /**
   * Users in the order of their subjects, at most 1,000 at a time.
   *
   * @param after the subject that the page before ended with
   */
  List<User> users(Optional<String> after, int limit);

  /**
   * Sessions of browsers, for who lets browsers in.
   *
   * @throws CairnException.Invalid where they are kept by a server, whose business they are
   */
  default Admissions admissions() {
    throw new CairnException.Invalid(
        "not_over_http", "sessions are the server's business", "do it where the store is open");
  }
}
