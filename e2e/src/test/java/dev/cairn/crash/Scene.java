package dev.cairn.crash;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/** The instances that writers change, and that the witness looks at afterwards. */
final class Scene {
  static final String DEFINITION = "crash";

  /** Changed by {@link #increment} alone: its number follows from its version. */
  static final InstanceId COUNTER = id(1);

  /** Changed in batches of both alone: they are equal at every moment. */
  static final List<InstanceId> TWINS = List.of(id(2), id(3));

  /** Changed in every way. */
  static final List<InstanceId> SHARED = LongStream.range(10, 16).mapToObj(Scene::id).toList();

  private Scene() {}

  static InstanceId id(long number) {
    return new InstanceId(new UUID(0x7000L, number | Long.MIN_VALUE));
  }

  static void prepare(Cairn cairn) {
    cairn.definitions().register(Definition.named(DEFINITION));
  }

  static NewInstance creation(InstanceId id, String key) {
    return NewInstance.of(DEFINITION).id(id).context(JsonObject.of("n", 0)).key(key);
  }

  /** A commit that can be made again from its key. */
  static Commit keyed(InstanceId id, String key) {
    return Commit.to(id).key(key).with(new Mutation.MergeContext(JsonObject.of("by", key)));
  }

  static Json increment(Json context) {
    return context.asObject().with("n", Json.of(number(context) + 1));
  }

  static long number(Json context) {
    return context.asObject().require("n").asLong();
  }
}
