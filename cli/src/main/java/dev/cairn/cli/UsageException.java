package dev.cairn.cli;

/** The command line asks for what cannot be understood; exit code 2. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String code;
  private final String hint;

  UsageException(String code, String message, String hint) {
    super(message);
    this.code = code;
    this.hint = hint;
  }

  String code() {
    return code;
  }

  String hint() {
    return hint;
  }
}
