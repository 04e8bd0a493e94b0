package dev.cairn.cli;

import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.cli.demo.DemoFailure;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** A failure as it is told: what and where, the way out, and for programs what else is known. */
record Problem(int exit, String code, String detail, String hint, JsonObject more) {
  private static final String CONFLICT_HINT =
      "show the current version and decide again, or use --on-conflict merge";

  /** The one judge of what commands throw. */
  static Problem of(Throwable failure) {
    return switch (failure) {
      case CairnException it -> of(it);
      case UsageException it -> new Problem(ExitCode.USAGE, it.code(), text(it), it.hint());
      case JsonException it ->
          new Problem(ExitCode.REFUSED, it.code(), text(it), "correct the document");
      case UncheckedIOException it when it.getCause() != null -> of(it.getCause());
      case IOException it -> new Problem(ExitCode.UNAVAILABLE, "io", io(it), "check the file");
      case DemoFailure it ->
          new Problem(ExitCode.BUG, "demo", text(it), "this is a bug of Cairn; please report it");
      default ->
          new Problem(
              ExitCode.BUG,
              "bug",
              "this is a bug of Cairn: " + failure,
              "please report it with the output of the same command under CAIRN_DEBUG=1");
    };
  }

  private Problem(int exit, String code, String detail, String hint) {
    this(exit, code, detail, hint, JsonObject.empty());
  }

  private static Problem of(CairnException problem) {
    int exit = ExitCode.of(problem);
    return problem instanceof CairnException.Refused it
        ? refused(exit, it)
        : new Problem(exit, problem.code(), text(problem), hint(problem));
  }

  /** The kernel says it for every door; a person at a shell has commands. */
  private static String hint(CairnException problem) {
    return switch (problem.code()) {
      case "not_found" -> "cairn ps lists the instances that exist";
      case "version_not_found", "pruned" -> problem.hint() + "; cairn history ID lists them";
      case "checkpoint_not_found" -> "cairn checkpoint ID lists them, or name a version";
      case "definition_not_found" -> "cairn definitions lists those that are registered";
      default -> problem.hint();
    };
  }

  private static Problem refused(int exit, CairnException.Refused refusal) {
    var more = refusal.result().toJson();
    var hint = exit == ExitCode.CONFLICT && more.has("current") ? CONFLICT_HINT : refusal.hint();
    return new Problem(exit, refusal.code(), detail(refusal), hint, more);
  }

  private static String detail(CairnException.Refused refusal) {
    return refusal.result() instanceof CommitResult.Conflict it && !it.conflicts().isEmpty()
        ? text(refusal) + "; what differs: " + String.join(", ", it.conflicts())
        : text(refusal);
  }

  private static String io(IOException failure) {
    return switch (failure) {
      case NoSuchFileException it -> "no such file or folder: " + it.getFile();
      case AccessDeniedException it -> "no access to " + it.getFile();
      case FileAlreadyExistsException it -> it.getFile() + " exists already";
      default -> text(failure);
    };
  }

  private static String text(Throwable failure) {
    return Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName());
  }

  /** As a problem document. */
  JsonObject toJson() {
    var json =
        JsonObject.of(
            "type",
            "/problems/" + code.replace('_', '-'),
            "title",
            code.replace('_', ' '),
            "code",
            code,
            "detail",
            detail,
            "hint",
            hint,
            "exit",
            exit);
    for (var entry : more.entries()) {
      json = json.with(entry.getKey(), entry.getValue());
    }
    return json;
  }
}
