package dev.cairn.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ApiKey;
import dev.cairn.BatchItem;
import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.Decision;
import dev.cairn.Filter;
import dev.cairn.History.Target;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Move;
import dev.cairn.Mutation.IncrementStepCount;
import dev.cairn.Mutation.SetParticipants;
import dev.cairn.NewInstance;
import dev.cairn.OnConflict;
import dev.cairn.Query;
import dev.cairn.VersionQuery;
import dev.cairn.Work;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPointer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every call of every door, with the operation that it is. */
final class Probes {
  private static final Target FIRST = new Target.ToVersion(1);

  private Probes() {}

  /** A call, named by door and method; an instance of the kind that the test needs is handed in. */
  record Probe(String name, Operation operation, Call call) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface Call {
    void on(Cairn cairn, Subject it) throws Exception;

    /** What is called about: an id, and where it is known, what is there. */
    record Subject(InstanceId id, House house) {
      Instance get() {
        return house.cairn.workflows().get(id);
      }

      byte[] snapshot() {
        return house.cairn.workflows().exists(id)
            ? house.cairn.archive().snapshot(id)
            : new byte[0];
      }
    }
  }

  static List<Probe> onInstances() {
    return List.of(
        read("workflows.get", (c, it) -> c.workflows().get(it.id())),
        read("workflows.owner", (c, it) -> c.workflows().owner(it.id())),
        change("workflows.commit", (c, it) -> c.workflows().commit(step(it.id())).orThrow()),
        change("workflows.update", (c, it) -> c.workflows().update(it.id(), x -> x).orThrow()),
        change("workflows.move", (c, it) -> c.workflows().move(start(it.id())).orThrow()),
        change("workflows.start", (c, it) -> c.workflows().start(it.id()).orThrow()),
        change("workflows.pause", (c, it) -> c.workflows().pause(it.id(), Optional.empty())),
        change("workflows.resume", (c, it) -> c.workflows().resume(it.id())),
        change("workflows.cancel", (c, it) -> c.workflows().cancel(it.id(), Optional.empty())),
        change(
            "workflows.batch",
            (c, it) -> c.workflows().batch(List.of(new BatchItem.Change(step(it.id())))).orThrow()),
        new Probe(
            "workflows.commit", Operation.SHARE, (c, it) -> c.workflows().commit(share(it.id()))),
        new Probe(
            "workflows.batch",
            Operation.SHARE,
            (c, it) ->
                c.workflows().batch(List.of(new BatchItem.Change(share(it.id())))).orThrow()),
        new Probe("workflows.delete", Operation.DELETE, (c, it) -> c.workflows().delete(it.id())),
        read("history.at", (c, it) -> c.history().at(it.id(), 1)),
        read("history.asOf", (c, it) -> c.history().asOf(it.id(), it.house().clock.instant())),
        read("history.versions", (c, it) -> c.history().versions(it.id(), VersionQuery.all())),
        read("history.count", (c, it) -> c.history().count(it.id())),
        read("history.diff", (c, it) -> c.history().diff(it.id(), 1, 2)),
        read("history.lastChange", (c, it) -> c.history().lastChange(it.id(), path())),
        read("history.receipt", (c, it) -> c.history().receipt(it.id(), 1)),
        read("history.receipts", (c, it) -> c.history().receipts(it.id(), 1, 9)),
        read("history.events", (c, it) -> c.history().events(it.id(), 1, 9)),
        read("history.checkpoints", (c, it) -> c.history().checkpoints(it.id())),
        read("history.preview", (c, it) -> c.history().preview(it.id(), FIRST)),
        change("history.checkpoint", (c, it) -> c.history().checkpoint(it.id(), "c")),
        change("history.restore", (c, it) -> c.history().restore(it.id(), FIRST, Optional.empty())),
        new Probe(
            "history.fork",
            Operation.FORK,
            (c, it) -> c.history().fork(it.id(), 1, Optional.empty())),
        work("signal", (w, id) -> w.signal(id, "go", Json.of(1), Optional.empty())),
        work("input", (w, id) -> w.input(id, "form", Json.of(1))),
        work("decide", (w, id) -> w.decide(id, "main@1", decision())),
        work("skip", (w, id) -> w.skip(id, Optional.empty(), Optional.empty())),
        work("goTo", (w, id) -> w.goTo(id, "a")),
        new Probe("work.retry", Operation.FORK, (c, it) -> through(() -> c.work().retry(it.id()))),
        read("work.saga", (c, it) -> c.work().saga(it.id())),
        read("work.status", (c, it) -> c.work().status(it.id())),
        read("work.explain", (c, it) -> c.work().explain(it.id())),
        read("archive.verify", (c, it) -> c.archive().verify(it.id())),
        read("archive.snapshot", (c, it) -> c.archive().snapshot(it.id())),
        read(
            "archive.exportTo",
            (c, it) -> c.archive().exportTo(new ByteArrayOutputStream(), List.of(it.id()))),
        change(
            "archive.restoreSnapshot",
            (c, it) -> c.archive().restoreSnapshot(it.id(), it.snapshot())),
        new Probe("archive.prune", Operation.PRUNE, (c, it) -> c.archive().prune(it.id(), 2)),
        new Probe("archive.purge", Operation.PURGE, (c, it) -> c.archive().purge(it.id())));
  }

  static List<Probe> onTheStore() {
    return List.of(
        store("workflows.newId", Operation.CREATE, c -> c.workflows().newId()),
        store("workflows.create", Operation.CREATE, c -> c.workflows().create(wanted())),
        store(
            "workflows.create",
            Operation.CREATE_FOR_OTHERS,
            c -> c.workflows().create(wanted().owner("zoe"))),
        store(
            "workflows.batch",
            Operation.CREATE_FOR_OTHERS,
            c ->
                c.workflows()
                    .batch(List.of(new BatchItem.Create(wanted().owner("zoe"))))
                    .orThrow()),
        store("definitions.find", Operation.READ_DEFINITIONS, c -> c.definitions().find("x")),
        store("definitions.find", Operation.READ_DEFINITIONS, c -> c.definitions().find("x", 1)),
        store("definitions.list", Operation.READ_DEFINITIONS, c -> c.definitions().list()),
        store(
            "definitions.register",
            Operation.DEFINE,
            c -> c.definitions().register(House.definition("other"))),
        store(
            "definitions.deprecate",
            Operation.DEFINE,
            c -> c.definitions().deprecate(House.DEFINITION, 1)),
        store(
            "definitions.migration",
            Operation.DEFINE,
            c -> c.definitions().migration(House.DEFINITION, 1, x -> x)),
        store(
            "definitions.migrate",
            Operation.DEFINE,
            c -> c.definitions().migrate(House.DEFINITION)),
        store(
            "definitions.check",
            Operation.TRY_MIGRATION,
            c -> c.definitions().check(House.definition(House.DEFINITION))),
        store(
            "definitions.dryRun",
            Operation.TRY_MIGRATION,
            c -> c.definitions().dryRun(House.DEFINITION)),
        tasks("claim", w -> w.claim("q", 1, Duration.ofSeconds(9), Duration.ZERO)),
        tasks("heartbeat", w -> w.heartbeat("t", 1, Duration.ofSeconds(9))),
        tasks("complete", w -> w.complete("t", 1, Json.of(1))),
        tasks("fail", w -> w.fail("t", 1, JsonObject.empty(), Work.Chance.FINAL)),
        store("archive.verifyAll", Operation.VERIFY_ALL, c -> c.archive().verifyAll(it -> {})),
        store("archive.importFrom", Operation.IMPORT, c -> c.archive().importFrom(export())),
        store("archive.applyRetention", Operation.APPLY_RETENTION, c -> retention(c)),
        store("identities.createKey", Operation.IDENTIFY, c -> c.identities().createKey(key())),
        store("identities.admissions", Operation.IDENTIFY, c -> c.identities().admissions()),
        store("identities.keys", Operation.IDENTIFY, c -> c.identities().keys()),
        store("identities.key", Operation.IDENTIFY, c -> c.identities().key(noKey())),
        store("identities.keyOf", Operation.IDENTIFY, c -> c.identities().keyOf("cairn_x")),
        store("identities.revokeKey", Operation.IDENTIFY, Probes::revoke),
        store("identities.users", Operation.IDENTIFY, c -> c.identities().users(none(), 9)),
        store(
            "identities.seen",
            Operation.IDENTIFY,
            c -> c.identities().seen("zoe", new TreeSet<>())));
  }

  /** Calls that are answered with what one may see, whoever asks. */
  static final List<String> ANSWERED_BY_SIGHT =
      List.of(
          "work.approvals",
          "workflows.find",
          "workflows.findAll",
          "workflows.exists",
          "workflows.query",
          "workflows.count",
          "workflows.statistics");

  private interface OnWork {
    void on(Work work, InstanceId id);
  }

  private static Probe work(String name, OnWork call) {
    return change("work." + name, (c, it) -> through(() -> call.on(c.work(), it.id())));
  }

  private interface OnTasks {
    void on(Work work);
  }

  private static Probe tasks(String name, OnTasks call) {
    return store("work." + name, Operation.DO_TASKS, c -> through(() -> call.on(c.work())));
  }

  /** Who comes through learns that this workflow does not run, or that there is no such task. */
  private static void through(Runnable call) {
    try {
      call.run();
    } catch (CairnException.Invalid | CairnException.Refused notRun) {
      assertThat(notRun.code()).isIn("not_executable", "invalid_transition");
    } catch (CairnException.NotFound none) {
      if (!none.code().equals("task_not_found")) {
        throw none;
      }
    }
  }

  private static Decision decision() {
    return new Decision(Decision.Kind.APPROVE, JsonObject.empty(), Optional.empty(), "", Set.of());
  }

  private static void retention(Cairn cairn) {
    var unused = cairn.archive().applyRetention();
  }

  private static void revoke(Cairn cairn) {
    cairn.identities().revokeKey(cairn.identities().createKey(key()).key().id());
  }

  private static dev.cairn.KeyId noKey() {
    return new dev.cairn.KeyId(new java.util.UUID(1, 1));
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static ApiKey.Wanted key() {
    return new ApiKey.Wanted("zoe", new TreeSet<>(List.of("Viewer")), Optional.empty());
  }

  private static NewInstance wanted() {
    return NewInstance.of(House.DEFINITION).context(JsonObject.of("a", 1));
  }

  private static ByteArrayInputStream export() {
    var out = new ByteArrayOutputStream();
    try (var other = new House()) {
      other.cairn.archive().exportTo(out, List.of(other.related(Relation.OWNER).id()));
    }
    return new ByteArrayInputStream(out.toByteArray());
  }

  private static JsonPointer path() {
    return JsonPointer.parse("/status");
  }

  static Commit step(InstanceId id) {
    return Commit.to(id).onConflict(OnConflict.RETRY).with(new IncrementStepCount());
  }

  static Commit share(InstanceId id) {
    return Commit.to(id).with(new SetParticipants(new TreeSet<>(List.of("zoe", House.EVE))));
  }

  static List<Instance> list(Cairn cairn, Filter filter) {
    return cairn.workflows().query(Query.of(filter)).items();
  }

  private static Probe read(String name, Call call) {
    return new Probe(name, Operation.READ, call);
  }

  private static Move start(InstanceId id) {
    return Move.of(Move.Verb.START, id);
  }

  private static Probe change(String name, Call call) {
    return new Probe(name, Operation.CHANGE, call);
  }

  private interface OnStore {
    void on(Cairn cairn);
  }

  private static Probe store(String name, Operation operation, OnStore call) {
    return new Probe(name, operation, (cairn, it) -> call.on(cairn));
  }
}
