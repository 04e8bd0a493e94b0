package dev.cairn.server.api;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Fence;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.OnConflict;
import dev.cairn.Warning;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Fields;
import dev.cairn.server.http.Problem;
import dev.cairn.server.http.Problems.Stated;
import dev.cairn.server.http.Refusal;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Reads commits, and answers what became of them. */
final class Commits {
  private Commits() {}

  /** A commit, and where it said from which version it was made. */
  record Asked(Commit commit, Stated stated) {}

  /** Reads the members of a commit; the header is what If-Match held. */
  static Asked read(InstanceId id, Fields fields, OptionalLong header) {
    var commit =
        expecting(Commit.to(id), fields, header)
            .onConflict(fields.text("onConflict").map(Requests::policy).orElse(OnConflict.REJECT))
            .with(fields.requireArray("mutations").items().stream().map(Mutation::parse).toList());
    var explained = fields.text("reason").map(commit::because).orElse(commit);
    var fenced =
        fields.number("fence").map(Commits::fence).map(explained::fencedBy).orElse(explained);
    return new Asked(fenced, header.isPresent() ? Stated.IN_HEADER : Stated.IN_BODY);
  }

  private static Fence fence(long number) {
    if (number < 0) {
      throw Refusal.invalid(
          "invalid_request", "'fence' must not be negative", "send the fence that was granted");
    }
    return new Fence(number);
  }

  /** The version must be stated; null states that any will do. */
  private static Commit expecting(Commit commit, Fields fields, OptionalLong header) {
    boolean inBody = fields.has("expectedVersion");
    if (inBody && header.isPresent()) {
      throw fields.invalid("expectedVersion", "and If-Match exclude each other");
    }
    if (!inBody && header.isEmpty()) {
      throw versionMissing("state it as expectedVersion, or null when any version will do");
    }
    var stated =
        header.isPresent()
            ? header
            : fields.number("expectedVersion").map(OptionalLong::of).orElse(OptionalLong.empty());
    return stated.isPresent() ? commit.from(stated.getAsLong()) : commit;
  }

  static Refusal versionMissing(String hint) {
    return new Refusal(
        Problem.of(
            428, "version_required", "the version that the change was made from is missing", hint));
  }

  /** What the commit was answered with, where it was not made. */
  static Refusal refusal(CommitResult result, Stated stated) {
    return new Refusal(dev.cairn.server.http.Problems.of(result, stated));
  }

  /** What the caller should know about a commit that succeeded goes into a header. */
  static Answer.Document warned(Answer.Document answer, List<Warning> warnings) {
    return warnings.isEmpty()
        ? answer
        : answer.header(
            "Cairn-Warning",
            warnings.stream().map(Warning::code).collect(Collectors.joining(", ")));
  }

  /** The receipt, the whole instance and what to know of it, for who prefers that (RFC 7240). */
  static Answer.Document represented(int status, CommitResult.Committed it) {
    var warnings =
        it.warnings().stream()
            .map(warning -> JsonObject.of("code", warning.code(), "detail", warning.detail()))
            .toList();
    return Answer.json(
            status,
            it.toJson()
                .with("instance", it.instance().toJson())
                .with("warnings", Json.of(warnings)))
        .header("Preference-Applied", "return=representation");
  }

  static Answer.Document replayed(Answer.Document answer) {
    return answer.header("Idempotent-Replayed", "true");
  }

  /** What a commit that is repeated made then, whatever became of the instance since. */
  static Answer.Document asItWas(Cairn cairn, CommitResult.Repeated result) {
    var receipt = result.receipt();
    var instance = cairn.history().at(receipt.instance(), receipt.version());
    return Answer.ok(instance.toJson())
        .etag(instance.version())
        .header("Cairn-Receipt", receipt.hash().hex());
  }
}
