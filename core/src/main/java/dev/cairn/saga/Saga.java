package dev.cairn.saga;

import dev.cairn.Definition;
import dev.cairn.definition.Program.Order;
import dev.cairn.definition.Retry;
import dev.cairn.definition.StepSpec;
import dev.cairn.definition.WorkflowSpec;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A saga: steps in their order, each with what does it and, where it can be, what undoes it.
 *
 * @param version of the saga; running ones keep the version that they began with
 */
public record Saga(String name, int version, Order order, List<Step> steps) {

  /** A step of a saga. */
  public record Step(String id, Handler action, Optional<Handler> compensation, Retry retry) {}

  public Saga {
    steps = List.copyOf(steps);
  }

  /** A saga without steps, that undoes backward. */
  public static Saga named(String name) {
    return new Saga(name, 1, Order.BACKWARD, List.of());
  }

  public Saga version(int number) {
    return new Saga(name, number, order, steps);
  }

  public Saga order(Order undoing) {
    return new Saga(name, version, undoing, steps);
  }

  /** With a step that needs not be undone. */
  public Saga step(String id, Handler action) {
    return with(new Step(id, action, Optional.empty(), Retry.NONE));
  }

  public Saga step(String id, Handler action, Handler compensation) {
    return with(new Step(id, action, Optional.of(compensation), Retry.NONE));
  }

  public Saga with(Step step) {
    var all = new ArrayList<>(steps);
    all.add(step);
    return new Saga(name, version, order, all);
  }

  Definition definition() {
    var specs = steps.stream().map(this::spec).toArray(StepSpec[]::new);
    return WorkflowSpec.of(name, specs).version(version).compensation(order).definition();
  }

  private StepSpec spec(Step step) {
    var spec = StepSpec.task(step.id()).handler(handler(step, "do")).retry(step.retry());
    return step.compensation().isPresent() ? spec.compensate(handler(step, "undo")) : spec;
  }

  /** Handlers belong to a version: a running saga goes on with the code of its own. */
  private String handler(Step step, String what) {
    return name + "/" + version + "/" + step.id() + "/" + what;
  }

  EngineSettings addTo(EngineSettings settings) {
    var all = settings;
    for (var step : steps) {
      all = all.handler(handler(step, "do"), step.action());
      if (step.compensation().isPresent()) {
        all = all.handler(handler(step, "undo"), step.compensation().get());
      }
    }
    return all;
  }
}
