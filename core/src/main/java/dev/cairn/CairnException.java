package dev.cairn;

import java.io.Serial;

/**
 * What went wrong when no answer could be given. Expected answers (a conflict, a refused commit)
 * are values of {@link CommitResult} instead. Each failure has a stable {@link #code}, a message
 * that names what and where, and a {@link #hint} that names the way out.
 */
public abstract sealed class CairnException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final String code;
  private final String hint;

  private CairnException(String code, String message, String hint) {
    super(message);
    this.code = code;
    this.hint = hint;
  }

  /** A stable, machine-readable name of the failure, such as {@code not_found}. */
  public String code() {
    return code;
  }

  /** What the caller can do about it; never empty. */
  public String hint() {
    return hint;
  }

  /** There is no such thing, or it is not visible to the caller. */
  public static final class NotFound extends CairnException {
    public NotFound(String code, String message, String hint) {
      super(code, message, hint);
    }

    public static NotFound instance(InstanceId id) {
      return new NotFound("not_found", "no instance " + id, "list the instances that exist");
    }

    public static NotFound version(InstanceId id, long version, long head) {
      return new NotFound(
          "version_not_found",
          "instance " + id + " has no version " + version,
          "its versions are 1 to " + head);
    }
  }

  /** The version was there and has been pruned or purged: only its receipt is left. */
  public static final class Gone extends CairnException {
    public Gone(InstanceId id, long version) {
      this(
          "version " + version + " of instance " + id + " has been pruned",
          "its receipt is kept; list the versions to find those that are still readable");
    }

    public Gone(String message, String hint) {
      super("pruned", message, hint);
    }
  }

  /** The name is taken. */
  public static final class AlreadyExists extends CairnException {
    public AlreadyExists(String code, String message, String hint) {
      super(code, message, hint);
    }
  }

  /** The request itself is wrong, whatever the state of the store. */
  public static final class Invalid extends CairnException {
    public Invalid(String code, String message, String hint) {
      super(code, message, hint);
    }
  }

  /** A commit was refused where the caller wanted only success: {@link CommitResult#orThrow}. */
  public static final class Refused extends CairnException {
    private final transient CommitResult result;

    public Refused(CommitResult result, String code, String message, String hint) {
      super(code, message, hint);
      this.result = result;
    }

    /** The whole answer: a conflict with the current state, or all reasons. */
    public CommitResult result() {
      return result;
    }
  }

  /** Nobody knows who calls: credentials are missing, wrong, or no longer good. */
  public static final class Unauthorized extends CairnException {
    public Unauthorized(String code, String message, String hint) {
      super(code, message, hint);
    }
  }

  /** The caller asks for more than its share. */
  public static final class TooMany extends CairnException {
    private final java.time.Duration retryAfter;

    public TooMany(String code, String message, java.time.Duration retryAfter) {
      super(code, message, "try again in " + retryAfter.toMillis() + " ms");
      this.retryAfter = retryAfter;
    }

    /** When it is worth trying again. */
    public java.time.Duration retryAfter() {
      return retryAfter;
    }
  }

  /** The caller may not do this. */
  public static final class Forbidden extends CairnException {
    public Forbidden(String message, String hint) {
      super("forbidden", message, hint);
    }
  }

  /** A document or a request is larger than the configured limit. */
  public static final class TooLarge extends CairnException {
    public TooLarge(String code, String message, String hint) {
      super(code, message, hint);
    }
  }

  /** What is stored is not what was committed. Nothing was returned in its place. */
  public static final class Integrity extends CairnException {
    public Integrity(String message) {
      super("integrity", message, "run verify; restore the store from a backup or another copy");
    }

    public Integrity(InstanceId id, long version, String what) {
      this("instance " + id + ", version " + version + ": " + what);
    }
  }

  /** The store cannot answer now. Whether a commit that was under way is durable is unknown. */
  public static final class Unavailable extends CairnException {
    public Unavailable(String message, Throwable cause) {
      super(
          "unavailable",
          message,
          "try again; a commit with the same idempotency key is applied once at most");
      initCause(cause);
    }

    public Unavailable(String message, String hint) {
      super("unavailable", message, hint);
    }
  }
}
