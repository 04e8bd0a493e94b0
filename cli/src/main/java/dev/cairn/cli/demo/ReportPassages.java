package dev.cairn.cli.demo;

import static dev.cairn.cli.demo.Check.check;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Committed;
import dev.cairn.CommitResult.Conflict;
import dev.cairn.CommitResult.Repeated;
import dev.cairn.History.Target;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.OnConflict;
import dev.cairn.Times;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.Optional;

/** The life of one report, which people and an agent change at once; begins at version 2. */
final class ReportPassages {
  private static final long READ = 2;
  private static final String CHECKPOINT = "reviewed";

  private final Cairn cairn;
  private final Stage stage;
  private final InstanceId id;

  ReportPassages(Cairn cairn, Stage stage, InstanceId id) {
    this.cairn = cairn;
    this.stage = stage;
    this.id = id;
  }

  private Instance now() {
    return cairn.workflows().get(id);
  }

  private CommitResult say(String actor, OnConflict policy, JsonObject patch) {
    return cairn
        .as(actor)
        .workflows()
        .commit(Commit.to(id).from(READ).onConflict(policy).with(new Mutation.MergeContext(patch)));
  }

  void conflict() {
    stage.title("Conflict", "two people change what both read as version " + READ);
    var titled = JsonObject.of("title", "Runs of the night");
    var reviewed = JsonObject.of("reviewer", "leo");
    var first = say("mia", OnConflict.REJECT, titled);
    check(first instanceof Committed, "the first commit is made");
    stage.step("mia", titled + " → version " + first.orThrow().version());
    if (!(say("leo", OnConflict.REJECT, reviewed) instanceof Conflict stale)) {
      throw new DemoFailure("a stale commit was not refused");
    }
    stage.step(
        "leo",
        reviewed
            + " refused: version "
            + stale.current().version()
            + " by "
            + stale.current().lastModifiedBy()
            + " changed "
            + String.join(", ", stale.conflicts()));
    var merged = say("leo", OnConflict.MERGE, reviewed).orThrow();
    check(
        now().context().get("title").equals(titled.get("title"))
            && now().context().get("reviewer").equals(reviewed.get("reviewer")),
        "a merge keeps both changes");
    stage.step("leo", "the same, merged → version " + merged.version() + ": both changes are in");
    if (!(say("zoe", OnConflict.MERGE, JsonObject.of("title", "Draft"))
        instanceof Conflict clash)) {
      throw new DemoFailure("two changes of one path were merged");
    }
    check(clash.conflicts().equals(java.util.List.of("/title")), "a clash names its path");
    stage.step("zoe", "{\"title\":\"Draft\"} cannot be merged: both changed /title");
  }

  void diff() {
    var diff = cairn.history().diff(id, READ, 4);
    stage.title("Diff", "version " + READ + " to 4, and who did it");
    for (var change : diff.changes()) {
      stage.step(
          change.actor(),
          change.path()
              + "  "
              + change.before().map(Json::canonical).orElse("nothing")
              + " → "
              + change.after().map(Json::canonical).orElse("nothing"));
    }
    var applied = diff.patch().apply(cairn.history().at(id, READ).state().json());
    check(
        applied.equals(cairn.history().at(id, 4).state().json()),
        "the diff, applied to version 2, gives version 4");
  }

  void asOf() {
    var third = cairn.history().at(id, 3);
    var then = cairn.history().asOf(id, third.updatedAt()).orElseThrow();
    stage.title("As of", "the report as it was at a moment");
    check(then.equals(third), "as of its time, version 3 was current");
    check(then.checksum().equals(then.state().checksum()), "an old version still has its checksum");
    stage.step(
        Times.format(third.updatedAt()).substring(11, 23),
        " version " + then.version() + ", title " + then.context().require("title"));
  }

  void restore() {
    stage.title("Restore", "an agent wipes the report; a checkpoint brings it back");
    var kept = cairn.as("mia").history().checkpoint(id, CHECKPOINT);
    stage.step("mia", "checkpoint '" + CHECKPOINT + "' is version " + kept.version());
    var wiped =
        cairn
            .as("agent-7")
            .workflows()
            .commit(
                Commit.to(id)
                    .because("clean up")
                    .with(
                        new Mutation.SetContext(JsonObject.empty()),
                        new Mutation.SetStepData("draft", Json.of("gone"))))
            .orThrow();
    stage.step("agent-7", "clears the context → version " + wiped.version());
    var target = new Target.ToCheckpoint(CHECKPOINT);
    var preview = cairn.history().preview(id, target);
    stage.step(
        "preview",
        preview.patch().operations().size()
            + " changes; forgets "
            + preview.undone().size()
            + " mutation that reached beyond the state (setStepData)");
    check(now().version() == wiped.version(), "a preview changes nothing");
    var restored = cairn.as("mia").history().restore(id, target, Optional.of(wiped.version()));
    check(restored.instance().checksum().equals(kept.checksum()), "a restore restores all");
    stage.step(
        "mia",
        "restores → version "
            + restored.instance().version()
            + ", the same checksum as version "
            + kept.version()
            + "; "
            + restored.safetyCheckpoint().name()
            + " keeps the other");
  }

  void fork() {
    stage.title("Fork", "another line from an old version; nothing is shared");
    long before = now().version();
    var fork = cairn.as("zoe").history().fork(id, READ, Optional.empty());
    var draft = new Mutation.MergeContext(JsonObject.of("title", "Draft"));
    cairn.as("zoe").workflows().commit(Commit.to(fork).with(draft)).orThrow();
    check(now().version() == before, "changing a fork leaves its source alone");
    stage.step(
        "zoe",
        "forks version "
            + READ
            + " and titles it "
            + cairn.workflows().get(fork.id()).context().require("title")
            + "; the source is still at version "
            + before
            + ", "
            + now().context().require("title"));
  }

  void repeat() {
    stage.title("Repeat", "a commit with a key is made once, however often it is sent");
    var publish =
        Commit.to(id)
            .key("publish-1")
            .with(new Mutation.SetAttributes(JsonObject.of("published", true)));
    var first = cairn.as("robot").workflows().commit(publish).orThrow();
    var again = cairn.as("robot").workflows().commit(publish);
    check(again instanceof Repeated, "the same key is not committed twice");
    check(again.orThrow().equals(first), "the same key gives the same receipt");
    check(now().version() == first.version(), "a repeat makes no version");
    stage.step("robot", "publishes → version " + first.version() + ", receipt " + shortHash(first));
    stage.step("robot", "sends it again → the same receipt " + shortHash(again.orThrow()));
  }

  private static String shortHash(dev.cairn.Receipt receipt) {
    return receipt.hash().hex().substring(0, 12);
  }
}
