package dev.cairn.kernel;

import dev.cairn.Definition;
import dev.cairn.Instance;
import dev.cairn.Mutation;
import dev.cairn.Progress;
import dev.cairn.Progress.StepProgress;
import dev.cairn.Progress.StepStatus;
import dev.cairn.Status;
import dev.cairn.Step;
import dev.cairn.flow.Course;
import dev.cairn.flow.Spot;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads how far an instance has come: its state says where, its log says when. */
final class ProgressReader {
  /** Times of a longer history are not looked up beyond its newest part. */
  private static final int REVISIONS_MAX = 2_000;

  private final Kernel.Parts parts;
  private final Instance instance;
  private final Definition definition;
  private final Set<String> skipped;
  private final Map<String, Instant> started = new HashMap<>();
  private final Map<String, Instant> completed = new HashMap<>();

  ProgressReader(Kernel.Parts parts, Instance instance) {
    this.parts = parts;
    this.instance = instance;
    this.definition = parts.registry().blueprint(instance.origin()).definition();
    this.skipped = Set.copyOf(Course.skipped(instance));
  }

  Progress read() {
    readTimes();
    var steps = definition.steps().stream().map(this::step).toList();
    return new Progress(
        instance,
        definition.name(),
        steps.size(),
        percent(steps),
        estimate(steps),
        steps,
        Course.saga(instance));
  }

  private void readTimes() {
    long from = Math.max(1, instance.version() - REVISIONS_MAX + 1);
    for (var revision :
        parts.store().log().revisions(instance.id(), from, instance.version(), REVISIONS_MAX)) {
      revision
          .body()
          .ifPresent(body ->
              body.mutations().forEach(json -> note(Mutation.parse(json), revision.committedAt())));
    }
  }

  private void note(Mutation mutation, Instant at) {
    if (mutation instanceof Mutation.MoveTo it) {
      it.stepId().ifPresent(step -> started.put(step, at));
    } else if (mutation instanceof Mutation.SetStepData it) {
      completed.put(it.stepId(), at);
    }
  }

  private StepProgress step(Step step) {
    var status = status(step);
    boolean over = status == StepStatus.COMPLETED || status == StepStatus.SKIPPED;
    return new StepProgress(
        step.id(),
        step.name(),
        status,
        Optional.ofNullable(started.get(step.id())),
        over ? Optional.ofNullable(completed.get(step.id())) : Optional.empty(),
        attempt(step));
  }

  private StepStatus status(Step step) {
    int position = definition.position(step.id()).orElseThrow();
    if (isFailed(step)) {
      return StepStatus.FAILED;
    }
    if (position == instance.currentStep() && instance.status().isActive()) {
      return StepStatus.CURRENT;
    }
    if (skipped.contains(step.id())) {
      return StepStatus.SKIPPED;
    }
    if (instance.stepData().has(step.id())) {
      return StepStatus.COMPLETED;
    }
    boolean over = position < instance.currentStep() || instance.status() == Status.COMPLETED;
    return over ? unrecorded(step) : StepStatus.PENDING;
  }

  /** The engine records what it completed: what it left without a record it passed over. */
  private StepStatus unrecorded(Step step) {
    return step.spec().has("kind") ? StepStatus.SKIPPED : StepStatus.COMPLETED;
  }

  private boolean isFailed(Step step) {
    return instance
        .state()
        .error()
        .filter(it -> it instanceof JsonObject error && error.has("step"))
        .map(it -> it.asObject().require("step"))
        .filter(Json.of(step.id())::equals)
        .isPresent();
  }

  private int attempt(Step step) {
    return Spot.all(instance.state()).stream()
        .filter(spot -> spot.step().equals(step.id()))
        .mapToInt(Spot::attempt)
        .max()
        .orElse(started.containsKey(step.id()) ? 1 : 0);
  }

  private int percent(List<StepProgress> steps) {
    if (instance.status() == Status.COMPLETED || steps.isEmpty()) {
      return instance.status() == Status.COMPLETED ? 100 : 0;
    }
    return (int) (100 * done(steps) / steps.size());
  }

  private static long done(List<StepProgress> steps) {
    return steps.stream()
        .filter(it -> Set.of(StepStatus.COMPLETED, StepStatus.SKIPPED).contains(it.status()))
        .count();
  }

  /** As the definition says; else as if the steps to come took as long as those that are done. */
  private Optional<Instant> estimate(List<StepProgress> steps) {
    var begun = instance.state().startedAt().filter(it -> instance.status().isActive());
    var said = definition.json().get("estimatedDuration").flatMap(ProgressReader::duration);
    if (said.isPresent()) {
      return begun.map(it -> it.plus(said.get()));
    }
    long done = done(steps);
    return begun
        .filter(it -> done > 0)
        .map(it -> {
          var sofar = Duration.between(it, instance.updatedAt());
          return it.plus(sofar.multipliedBy(steps.size()).dividedBy(done));
        });
  }

  private static Optional<Duration> duration(Json text) {
    try {
      return Optional.of(Duration.parse(text.asString()));
    } catch (DateTimeException | dev.cairn.json.JsonException wrong) {
      return Optional.empty();
    }
  }
}
