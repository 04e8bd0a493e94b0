package dev.cairn.cli;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.CommitResult;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Receipt;
import dev.cairn.Times;
import dev.cairn.Warning;
import dev.cairn.json.Json;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Answers that several commands give, in the shapes of the REST contract. */
final class Answers {
  private Answers() {}

  static JsonObject items(List<? extends Json> items) {
    return JsonObject.of("items", Json.of(items), "next", JsonNull.NULL);
  }

  /** The instance that a commit made, or that its first try made. */
  static Instance instance(Cairn cairn, CommitResult result) {
    if (result instanceof CommitResult.Committed it) {
      return it.instance();
    }
    var receipt = result.orThrow();
    return cairn.history().at(receipt.instance(), receipt.version());
  }

  static List<Warning> warnings(CommitResult result) {
    return result instanceof CommitResult.Committed it ? it.warnings() : List.of();
  }

  static JsonObject receipt(Receipt receipt) {
    return JsonObject.of("receipt", receipt.toJson(), "version", receipt.version());
  }

  static CairnException notYet(InstanceId id, Instant time) {
    return new CairnException.NotFound(
        "version_not_found",
        "instance " + id + " did not exist at " + Times.format(time),
        "cairn history ID lists its versions and their times");
  }
}
