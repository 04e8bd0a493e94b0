package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.BatchItem;
import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.CommitResult.Committed;
import dev.cairn.CommitResult.Rejected;
import dev.cairn.Definition;
import dev.cairn.Event;
import dev.cairn.History;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.Reason;
import dev.cairn.Receipt;
import dev.cairn.Status;
import dev.cairn.Workflows;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A topic of {@link CairnContract}: a fresh Cairn for every test, and short ways to use it. */
abstract class CairnTopic {
  static final String DEFINITION = "create-prd";

  final FakeClock clock = new FakeClock();
  Cairn cairn;

  abstract CairnHome home();

  @BeforeEach
  void open() {
    open(options());
  }

  @AfterEach
  void close() {
    cairn.close();
  }

  Options options() {
    return Options.defaults().clock(clock).actor("mia");
  }

  /** Opens another fresh store, in place of the one that is open. */
  void openWith(Options options) {
    cairn.close();
    open(options);
  }

  private void open(Options options) {
    cairn = home().open(options);
    cairn
        .definitions()
        .register(
            Definition.parse(
                JsonObject.of(
                    "id",
                    DEFINITION,
                    "steps",
                    Json.parse("[{\"id\":\"draft\"},{\"id\":\"review\"},{\"id\":\"publish\"}]"))));
  }

  void reopen() {
    cairn = home().reopen(cairn, options());
  }

  Workflows workflows() {
    return cairn.workflows();
  }

  History history() {
    return cairn.history();
  }

  Instance create(Object... context) {
    return workflows().create(wanted(context));
  }

  static NewInstance wanted(Object... context) {
    return NewInstance.of(DEFINITION).context(JsonObject.of(context));
  }

  static InstanceId id(long number) {
    return new InstanceId(new java.util.UUID(0x7000L, number | Long.MIN_VALUE));
  }

  /** A new instance that was brought to a status on a legal way. */
  Instance in(Status status) {
    var way =
        switch (status) {
          case CREATED -> List.<Status>of();
          case RUNNING -> List.of(Status.RUNNING);
          case PAUSED, WAITING_FOR_INPUT, WAITING_FOR_APPROVAL, COMPLETED, FAILED, CANCELLED ->
              List.of(Status.RUNNING, status);
        };
    var made = create("title", "Checkout");
    for (var next : way) {
      made = commit(made, new Mutation.Transition(next));
    }
    return made;
  }

  Instance get(InstanceId id) {
    return workflows().get(id);
  }

  Instance commit(Instance on, Mutation... mutations) {
    return commit(on.id(), mutations);
  }

  Instance commit(InstanceId id, Mutation... mutations) {
    return committed(workflows().commit(Commit.to(id).with(mutations)));
  }

  static Instance committed(CommitResult result) {
    assertThat(result).isInstanceOf(Committed.class);
    return ((Committed) result).instance();
  }

  List<Reason> rejected(CommitResult result) {
    assertThat(result).isInstanceOf(Rejected.class);
    return ((Rejected) result).reasons();
  }

  /** That these mutations are refused for these reasons, and that nothing has changed. */
  List<Reason> refuses(Instance on, List<Mutation> mutations, Reason.Code... codes) {
    var before = Everything.of(cairn, on.id());
    var reasons = rejected(workflows().commit(Commit.to(on.id()).with(mutations)));
    assertThat(reasons).extracting(Reason::code).containsExactly(codes);
    assertThat(Everything.of(cairn, on.id())).isEqualTo(before);
    return reasons;
  }

  List<Reason> refuses(Instance on, Mutation mutation, Reason.Code code) {
    return refuses(on, List.of(mutation), code);
  }

  /** All that can be read of an instance. */
  record Everything(
      Instance head, JsonObject json, List<Receipt> receipts, List<Event> events, long count) {
    static Everything of(Cairn cairn, InstanceId id) {
      var head = cairn.workflows().get(id);
      return new Everything(
          head,
          head.toJson(),
          CairnTopic.receipts(cairn, id),
          cairn.history().events(id, 1, 1_000),
          cairn.history().count(id));
    }
  }

  static List<Receipt> receipts(Cairn cairn, InstanceId id) {
    var all = new ArrayList<Receipt>();
    List<Receipt> some;
    do {
      some = cairn.history().receipts(id, all.size() + 1L, 1_000);
      all.addAll(some);
    } while (!some.isEmpty());
    return all;
  }

  static Mutation merge(@Nullable Object... members) {
    return new Mutation.MergeContext(JsonObject.of(members));
  }

  static BatchItem change(Instance on, Mutation... mutations) {
    return new BatchItem.Change(Commit.to(on.id()).with(mutations));
  }

  /** Runs a task in so many threads at once. */
  static <T> List<T> atOnce(int threads, Callable<T> task) throws Exception {
    var tasks = new ArrayList<Callable<T>>();
    for (int i = 0; i < threads; i++) {
      tasks.add(task);
    }
    return atOnce(tasks);
  }

  static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    try (var threads = Executors.newFixedThreadPool(tasks.size())) {
      var answers = new ArrayList<T>();
      for (var future : threads.invokeAll(tasks)) {
        answers.add(future.get());
      }
      return answers;
    }
  }

  static List<Mutation> list(Mutation... mutations) {
    return Arrays.asList(mutations);
  }
}
