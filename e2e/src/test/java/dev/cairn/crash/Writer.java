package dev.cairn.crash;

import dev.cairn.BatchItem;
import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.History.Target;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.json.JsonObject;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Changes a store in every way from several threads, and says of each change that it was
 * acknowledged, before it makes the next. It is made to be killed.
 *
 * <p>Arguments: the store's URL, the name of this run, a seed, threads, steps of each.
 */
final class Writer {
  private static final int FAILED = 3;

  /** Unbuffered: what was said is in the pipe, whatever happens to the writer. */
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private final Cairn cairn;
  private final String name;
  private final RandomGenerator random;

  private Writer(Cairn cairn, String name, RandomGenerator random) {
    this.cairn = cairn;
    this.name = name;
    this.random = random;
  }

  public static void main(String[] args) throws InterruptedException {
    Leash.tie();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> fail(failure));
    var random = new SplittableRandom(Long.parseLong(args[2]));
    int steps = Integer.parseInt(args[4]);
    try (var cairn = Cairn.open(args[0])) {
      prepare(cairn);
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < Integer.parseInt(args[3]); i++) {
        var writer = new Writer(cairn, args[1] + "-" + i, random.split());
        threads.add(Thread.ofPlatform().start(() -> writer.run(steps)));
      }
      for (var thread : threads) {
        thread.join();
      }
    }
  }

  private static void fail(Throwable failure) {
    failure.printStackTrace();
    Runtime.getRuntime().halt(FAILED);
  }

  private static void prepare(Cairn cairn) {
    Scene.prepare(cairn);
    var all = new ArrayList<InstanceId>(Scene.TWINS);
    all.add(Scene.COUNTER);
    all.addAll(Scene.SHARED);
    for (var id : all) {
      if (!cairn.workflows().exists(id)) {
        var key = "n-" + id;
        var made = cairn.workflows().create(Scene.creation(id, key));
        say(Acknowledged.of(made, Optional.of(key)));
      }
    }
  }

  private static void say(Acknowledged acknowledged) {
    try {
      OUT.write(acknowledged.line().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step(name + "-" + i);
    }
  }

  private void step(String step) {
    int dice = random.nextInt(100);
    if (dice < 35) {
      say(Acknowledged.of(commit(Scene.keyed(shared(), "c-" + step))));
    } else if (dice < 50) {
      say(Acknowledged.of(cairn.workflows().update(Scene.COUNTER, Scene::increment).orThrow()));
    } else if (dice < 70) {
      twins(step);
    } else if (dice < 80) {
      create("n-" + step);
    } else if (dice < 90) {
      say(Acknowledged.of(commit(Commit.to(shared()).with(merge("plain", step)))));
    } else if (dice < 97) {
      restore(shared());
    } else {
      prune(shared());
    }
  }

  private InstanceId shared() {
    return Scene.SHARED.get(random.nextInt(Scene.SHARED.size()));
  }

  private dev.cairn.Receipt commit(Commit commit) {
    return cairn.workflows().commit(commit).orThrow();
  }

  private static Mutation merge(String member, String value) {
    return new Mutation.MergeContext(JsonObject.of(member, value));
  }

  private void twins(String step) {
    var items =
        Scene.TWINS.stream()
            .<BatchItem>map(id -> new BatchItem.Change(Commit.to(id).with(merge("both", step))))
            .toList();
    try {
      var made = cairn.workflows().batch(items).orThrow();
      made.forEach(it -> say(Acknowledged.of(it, Optional.empty())));
    } catch (CairnException.Unavailable others) {
      // Other batches were faster, again and again: the next step is as good as this one.
    }
  }

  private void create(String key) {
    var id = new InstanceId(new UUID(random.nextLong(), random.nextLong()));
    say(Acknowledged.of(cairn.workflows().create(Scene.creation(id, key)), Optional.of(key)));
    if (random.nextBoolean()) {
      say(Acknowledged.of(commit(Scene.keyed(id, "c-of-" + key))));
    }
    if (random.nextInt(4) == 0) {
      say(Acknowledged.of(cairn.workflows().delete(id)));
    }
  }

  private void restore(InstanceId id) {
    try {
      var target = new Target.ToVersion(anyVersion(id));
      var restored = cairn.history().restore(id, target, Optional.empty());
      say(Acknowledged.of(restored.instance(), Optional.empty()));
    } catch (CairnException.Gone pruned) {
      // Another thread has pruned it; that is its right.
    }
  }

  private void prune(InstanceId id) {
    try {
      cairn.archive().prune(id, anyVersion(id));
    } catch (CairnException.Gone before) {
      // It was pruned further than that already.
    }
  }

  private long anyVersion(InstanceId id) {
    return 1 + random.nextLong(cairn.workflows().get(id).version());
  }

  static List<Acknowledged> heard(List<String> lines) {
    return lines.stream().map(Acknowledged::parse).toList();
  }
}
