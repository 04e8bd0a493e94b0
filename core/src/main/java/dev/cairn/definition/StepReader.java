package dev.cairn.definition;

import dev.cairn.SchemaLanguage;
import dev.cairn.StatePath;
import dev.cairn.definition.Node.Leave;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads steps, nested ones too; every problem is noted with its place. */
final class StepReader {
  private static final int RETRIES_MAX = 1_000;
  private static final int CONCURRENCY_MAX = Action.ForEach.ITEMS_MAX;

  private final Set<String> ids = new HashSet<>();
  private int ip;

  /** The steps of a list, which follow one another. */
  List<Node> steps(Members owner) {
    var members = owner.objects("steps");
    var nodes = new ArrayList<Node>();
    members.forEach(it -> nodes.add(step(it)));
    var beside = new HashSet<String>();
    nodes.forEach(node -> beside.add(node.id()));
    for (int i = 0; i < nodes.size(); i++) {
      checkTargets(members.get(i), nodes.get(i), beside);
    }
    return List.copyOf(nodes);
  }

  private Node step(Members it) {
    int own = ++ip;
    var id = id(it);
    var action = action(it, id);
    var node =
        new Node(
            own,
            id,
            it.text("name").orElse(id),
            action,
            leave(it),
            it.object("retry").map(StepReader::retry).orElse(Retry.NONE),
            it.duration("timeout"),
            it.condition("when"),
            it.text("next"),
            undo(it),
            schema(it, "inputSchema"),
            schema(it, "outputSchema"));
    it.text("description");
    it.get("metadata", Json::asObject);
    it.refuseOthers();
    return node;
  }

  private String id(Members it) {
    var id = it.required("id");
    if (!id.isEmpty() && !StatePath.isMember(id)) {
      it.problem("id", "step ids are letters, digits, _ and -, and begin with no digit");
    }
    if (!ids.add(id) && !id.isEmpty()) {
      it.problem("id", "two steps are called '" + id + "'");
    }
    return id;
  }

  private static Set<Leave> leave(Members it) {
    var leave = EnumSet.noneOf(Leave.class);
    if (it.flag("optional")) {
      leave.add(Leave.OPTIONAL);
    }
    if (it.flag("canSkip")) {
      leave.add(Leave.SKIPPABLE);
    }
    return Set.copyOf(leave);
  }

  private static Retry retry(Members it) {
    var none = Retry.NONE;
    int retries = it.number("maxRetries", 0, 0, RETRIES_MAX);
    double multiplier =
        it.get("multiplier", json -> json.asNumber().toDouble()).orElse(none.multiplier());
    if (!(multiplier >= 1 && multiplier <= 100)) {
      it.problem("multiplier", "must be from 1 to 100");
    }
    var retry =
        new Retry(
            retries,
            it.duration("initial").orElse(none.initial()),
            multiplier,
            it.duration("max").orElse(none.max()));
    it.refuseOthers();
    return retry;
  }

  /** The name of a handler, or an object with the name and a retry policy. */
  private static Optional<Undo> undo(Members it) {
    if (it.get("compensate", json -> json instanceof JsonString).orElse(true)) {
      return it.text("compensate").map(handler -> new Undo(handler, Retry.NONE));
    }
    return it.object("compensate")
        .map(undo -> {
          var read =
              new Undo(
                  undo.required("handler"),
                  undo.object("retry").map(StepReader::retry).orElse(Retry.NONE));
          undo.refuseOthers();
          return read;
        });
  }

  private static Optional<JsonObject> schema(Members it, String member) {
    return it.get(
            member,
            json -> {
              if (!json.asObject().isEmpty()) {
                SchemaLanguage.load().compile(json.asObject());
              }
              return json.asObject();
            })
        .filter(schema -> !schema.isEmpty());
  }

  private Action action(Members it, String id) {
    var kind = it.text("kind").orElse("task");
    return switch (kind) {
      case "task" ->
          new Action.Task(it.text("handler").orElse(id), it.text("queue"), it.paths("input"));
      case "input" -> new Action.Input(it.duration("deadline"));
      case "approval" -> approval(it);
      case "wait" -> waiting(it);
      case "choice" -> choice(it);
      case "parallel" -> parallel(it);
      case "forEach" -> forEach(it);
      case "child" -> new Action.Child(it.required("workflowId"), it.paths("input"));
      case "end" ->
          new Action.End(
              it.choice("outcome", Action.Outcome.class, Action.Outcome.COMPLETED),
              it.text("message"));
      default -> {
        it.problem(
            "kind",
            "expected task, input, approval, wait, choice, parallel, forEach, child or end");
        yield new Action.Task(id, Optional.empty(), java.util.Map.of());
      }
    };
  }

  private static Action approval(Members it) {
    var approval =
        new Action.Approval(
            it.names("roles"),
            it.names("approvers"),
            it.number("quorum", 1, 1, 100),
            it.duration("deadline"),
            it.choice("onExpiry", Action.Expiry.class, Action.Expiry.REJECT),
            it.names("escalateTo"),
            it.text("onReject"));
    boolean escalates = approval.onExpiry() == Action.Expiry.ESCALATE;
    if (escalates && approval.escalateTo().isEmpty()) {
      it.problem("escalateTo", "an approval that escalates names the roles it escalates to");
    }
    if (it.has("onExpiry") && approval.deadline().isEmpty()) {
      it.problem("deadline", "an approval without a deadline never expires");
    }
    if (!approval.approvers().isEmpty() && approval.approvers().size() < approval.quorum()) {
      it.problem("quorum", "more than there are approvers");
    }
    return approval;
  }

  private static Action waiting(Members it) {
    var duration = it.duration("duration");
    var until = it.path("until");
    var signal = it.text("signal");
    var late = it.choice("onTimeout", Action.Late.class, Action.Late.FAIL);
    long said = List.of("duration", "until", "signal").stream().filter(it::has).count();
    if (said != 1) {
      it.problem("kind", "a wait has one of duration, until and signal");
    }
    if (signal.isPresent()) {
      return new Action.WaitSignal(signal.get(), it.duration("timeout"), late);
    }
    return until.isPresent()
        ? new Action.WaitUntil(until.get())
        : new Action.WaitTime(duration.orElse(Duration.ZERO));
  }

  private static Action choice(Members it) {
    var cases = new ArrayList<Action.Case>();
    for (var way : it.objects("cases")) {
      var goTo = way.required("goTo");
      var when = way.condition("when");
      if (!way.has("when")) {
        way.problem("when", "is missing");
      }
      when.ifPresent(filter -> cases.add(new Action.Case(filter, goTo)));
      way.refuseOthers();
    }
    return new Action.Choice(List.copyOf(cases), it.text("otherwise"));
  }

  private Action parallel(Members it) {
    var branches = new ArrayList<Action.Branch>();
    var names = new HashSet<String>();
    for (var branch : it.objects("branches")) {
      var id = branch.required("id");
      if (!StatePath.isMember(id) || !names.add(id)) {
        branch.problem("id", "branches need different names of letters, digits, _ and -");
      }
      branches.add(new Action.Branch(id, steps(branch)));
      branch.refuseOthers();
    }
    return new Action.Parallel(List.copyOf(branches), need(it, branches.size()));
  }

  /** How many branches must end: all of them, the first, or a number. */
  private static int need(Members it, int branches) {
    boolean named = it.get("join", json -> json instanceof JsonString).orElse(true);
    if (!named) {
      return it.number("join", branches, 1, Math.max(1, branches));
    }
    return switch (it.text("join").orElse("all")) {
      case "all" -> branches;
      case "first" -> 1;
      default -> {
        it.problem("join", "expected all, first or a number");
        yield branches;
      }
    };
  }

  private Action forEach(Members it) {
    var items = it.path("items");
    if (!it.has("items")) {
      it.problem("items", "is missing: the path of an array");
    }
    int concurrency = it.number("concurrency", 10, 1, CONCURRENCY_MAX);
    return new Action.ForEach(
        items.orElse(StatePath.parse("context.items")), concurrency, steps(it));
  }

  private static void checkTargets(Members it, Node node, Set<String> beside) {
    node.next().ifPresent(target -> checkTarget(it, "next", target, beside));
    if (node.action() instanceof Action.Approval approval) {
      approval.onReject().ifPresent(target -> checkTarget(it, "onReject", target, beside));
    }
    if (node.action() instanceof Action.Choice choice) {
      choice.otherwise().ifPresent(target -> checkTarget(it, "otherwise", target, beside));
      choice.cases().forEach(way -> checkTarget(it, "cases", way.goTo(), beside));
    }
  }

  private static void checkTarget(Members it, String member, String target, Set<String> beside) {
    if (!beside.contains(target)) {
      it.problem(member, "no step '" + target + "' beside this one");
    }
  }
}
