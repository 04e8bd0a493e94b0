package dev.cairn.crash;

import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.InstanceId;
import dev.cairn.NewInstance;
import dev.cairn.definition.StepSpec;
import dev.cairn.definition.WorkflowSpec;
import dev.cairn.engine.Engine;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Outcome;
import dev.cairn.engine.StepFailure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Runs a saga of ten steps whose last one fails, and says every call of a handler before it returns
 * from it. It is made to be killed. Argument: the store's URL.
 */
final class SagaRunner {
  static final InstanceId ID = new InstanceId(new UUID(0x7000L, 42L | Long.MIN_VALUE));
  static final int STEPS = 10;
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private SagaRunner() {}

  public static void main(String[] args) {
    Leash.tie();
    try (var cairn = Cairn.open(args[0])) {
      begin(cairn);
      var settings =
          EngineSettings.named("runner-" + ProcessHandle.current().pid())
              .lease(Duration.ofMillis(500))
              .poll(Duration.ofMillis(20))
              .handler("do", job -> act(job.stepId(), job.idempotencyKey()))
              .handler("undo", job -> undo(job.stepId(), job.idempotencyKey()));
      try (var engine = Engine.over(cairn, settings)) {
        while (!cairn.workflows().get(ID).status().isTerminal()) {
          engine.runUntilIdle();
        }
      }
    }
  }

  private static void begin(Cairn cairn) {
    var steps =
        IntStream.rangeClosed(1, STEPS)
            .mapToObj(n -> StepSpec.task("s" + n).handler("do").compensate("undo"))
            .toArray(StepSpec[]::new);
    cairn.definitions().register(WorkflowSpec.of("trip", steps).definition());
    try {
      cairn.workflows().create(NewInstance.of("trip").id(ID).started());
    } catch (CairnException.AlreadyExists before) {
      // It was begun by one that was killed.
    }
  }

  private static Outcome act(String step, String key) throws StepFailure {
    say("do " + step + " " + key);
    if (step.equals("s" + STEPS)) {
      throw StepFailure.permanent("refused", "the last one is refused");
    }
    return Outcome.of("by", step);
  }

  private static Outcome undo(String step, String key) {
    say("undo " + step + " " + key);
    return Outcome.none();
  }

  private static void say(String line) {
    try {
      OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }
}
