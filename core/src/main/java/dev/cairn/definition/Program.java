package dev.cairn.definition;

import dev.cairn.CairnException;
import dev.cairn.Definition;
import dev.cairn.SchemaLanguage;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A definition made ready to run. A definition runs when each of its steps says its kind; one whose
 * steps are names only serves the state door.
 */
public final class Program {
  private final Definition definition;
  private final List<Node> steps;
  private final Order order;
  private final Map<String, Node> byId = new LinkedHashMap<>();
  private final Map<String, Action.ForEach> around = new LinkedHashMap<>();
  private final Map<String, List<Node>> siblings = new LinkedHashMap<>();
  private final boolean others;

  /** In which order completed steps are undone. */
  public enum Order {
    BACKWARD,
    FORWARD,
    PARALLEL
  }

  private Program(Definition definition, List<Node> steps, Order order) {
    this.definition = definition;
    this.steps = steps;
    this.order = order;
    index(steps, Optional.empty());
    this.others = byId.values().stream().anyMatch(it -> it.action() instanceof Action.Child);
  }

  private void index(List<Node> list, Optional<Action.ForEach> outer) {
    for (var node : list) {
      byId.put(node.id(), node);
      siblings.put(node.id(), list);
      outer.ifPresent(each -> around.put(node.id(), each));
      var here = node.action() instanceof Action.ForEach each ? Optional.of(each) : outer;
      inner(node).forEach(steps -> index(steps, here));
    }
  }

  /** The innermost for-each step around a step. */
  public Optional<Action.ForEach> around(String id) {
    return Optional.ofNullable(around.get(id));
  }

  /** The lists of steps inside of a step. */
  private static List<List<Node>> inner(Node node) {
    return switch (node.action()) {
      case Action.Parallel it -> it.branches().stream().map(Action.Branch::steps).toList();
      case Action.ForEach it -> List.of(it.steps());
      default -> List.of();
    };
  }

  /** Whether the engine runs a definition: it has steps, and every one says its kind. */
  public static boolean runs(Definition definition) {
    return !definition.steps().isEmpty()
        && definition.steps().stream().allMatch(step -> step.spec().has("kind"));
  }

  /**
   * The program of a definition; empty when it has none.
   *
   * @throws CairnException.Invalid {@code invalid_definition}, naming all problems
   */
  public static Optional<Program> of(Definition definition) {
    if (!runs(definition)) {
      return Optional.empty();
    }
    var problems = new ArrayList<Problem>();
    var program = read(definition, problems);
    if (!problems.isEmpty()) {
      throw new CairnException.Invalid(
          "invalid_definition",
          problems.stream().map(Problem::toString).collect(Collectors.joining("; ")),
          "correct what is named and register it again");
    }
    return Optional.of(program);
  }

  private static Program read(Definition definition, List<Problem> problems) {
    var members = new Members(definition.json(), JsonPointer.root(), problems);
    var steps = new StepReader().steps(members);
    var order = members.choice("compensation", Order.class, Order.BACKWARD);
    return new Program(definition, steps, order);
  }

  /** Everything that is wrong with a definition, with its place; nothing is thrown. */
  public static List<Problem> problems(Json json) {
    var problems = new ArrayList<Problem>();
    if (json instanceof JsonObject object) {
      if (object.get("stateSchema").orElse(Json.of(0)) instanceof JsonObject schema) {
        checkSchema(schema, problems);
      }
      if (saysKinds(object)) {
        new StepReader().steps(new Members(object, JsonPointer.root(), problems));
      }
    }
    try {
      Definition.parse(json);
    } catch (CairnException | JsonException wrong) {
      // What is wrong with a step was said above, with its place.
      if (problems.isEmpty()) {
        problems.add(new Problem("", String.valueOf(wrong.getMessage())));
      }
    }
    return List.copyOf(problems);
  }

  private static boolean saysKinds(JsonObject definition) {
    return definition.get("steps").orElse(Json.of(0)) instanceof JsonArray steps
        && !steps.isEmpty()
        && steps.items().stream()
            .allMatch(step -> step instanceof JsonObject object && object.has("kind"));
  }

  private static void checkSchema(JsonObject schema, List<Problem> problems) {
    try {
      SchemaLanguage.load().compile(schema);
    } catch (CairnException wrong) {
      problems.add(new Problem("/stateSchema", String.valueOf(wrong.getMessage())));
    }
  }

  public Definition definition() {
    return definition;
  }

  /** The steps of the first level, in order. */
  public List<Node> steps() {
    return steps;
  }

  /** In which order completed steps are undone. */
  public Order order() {
    return order;
  }

  public Optional<Node> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Whether a step of it runs another workflow. */
  public boolean runsOthers() {
    return others;
  }

  /** All steps, nested ones included, in document order. */
  public List<Node> all() {
    return List.copyOf(byId.values());
  }

  /** The step that follows in the list of a step; empty at its end. */
  public Optional<Node> after(Node node) {
    if (node.next().isPresent()) {
      return find(node.next().get());
    }
    var list = siblings.getOrDefault(node.id(), List.of());
    return list.stream().filter(it -> it.ip() > node.ip()).findFirst();
  }

  /** Whether a step is of the first level, where {@code currentStep} counts. */
  public boolean isTopLevel(Node node) {
    return steps.stream().anyMatch(it -> it.ip() == node.ip());
  }
}
