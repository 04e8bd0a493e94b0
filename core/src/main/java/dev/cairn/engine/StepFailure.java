package dev.cairn.engine;

/** A step cannot do its work, for a reason that the workflow keeps. */
public final class StepFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final String code;
  private final boolean retryable;

  private StepFailure(String code, String message, boolean retryable) {
    super(message);
    this.code = code;
    this.retryable = retryable;
  }

  /** Trying again will not help. */
  public static StepFailure permanent(String code, String message) {
    return new StepFailure(code, message, false);
  }

  /** Trying again may help. */
  public static StepFailure passing(String code, String message) {
    return new StepFailure(code, message, true);
  }

  public String code() {
    return code;
  }

  public boolean isRetryable() {
    return retryable;
  }
}
