package dev.cairn.server.api;

import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.Names;
import dev.cairn.NewInstance;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import dev.cairn.server.http.Fields;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.UUID;

/** Reads what is to be created. */
final class NewInstances {
  private NewInstances() {}

  static NewInstance read(Fields fields) {
    var tags = new TreeSet<String>();
    fields
        .array("tags")
        .ifPresent(all ->
            all.forEach(tag -> {
              if (!(tag instanceof JsonString text)) {
                throw fields.invalid("tags", "must be an array of strings");
              }
              tags.add(text.value());
            }));
    var version = fields.integer("definitionVersion");
    return new NewInstance(
        fields.requireText("workflowId"),
        version.isPresent() ? OptionalInt.of(version.get()) : OptionalInt.empty(),
        fields.text("id").map(InstanceId::of),
        fields.object("context").orElse(JsonObject.empty()),
        tags,
        fields.object("attributes").orElse(JsonObject.empty()),
        fields.text("owner"),
        fields.text("parentId").map(InstanceId::of),
        Optional.empty(),
        mutations(fields));
  }

  /** What happens in the same commit: a transition to Running creates and starts at once. */
  private static List<Mutation> mutations(Fields fields) {
    return fields.array("mutations").stream()
        .flatMap(all -> all.items().stream())
        .map(Mutation::parse)
        .toList();
  }

  /**
   * The same under an idempotency key. The kernel keeps keys with instances; where the caller names
   * none, the id follows from the caller and the key, so that the same key leads to the same one.
   */
  static NewInstance keyed(NewInstance wanted, String key, String subject) {
    Names.check("idempotency key", key, 200);
    var named = wanted.id().isPresent() ? wanted : wanted.id(idOf(key, subject));
    return named.key(key);
  }

  private static InstanceId idOf(String key, String subject) {
    var asked = JsonObject.of("create", key, "subject", subject);
    var bits = ByteBuffer.wrap(asked.hash().bytes());
    // A UUID of version 8 (RFC 9562): the bits are ours but for the version and the variant.
    long high = (bits.getLong() & ~0xF000L) | 0x8000L;
    long low = (bits.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new InstanceId(new UUID(high, low));
  }
}
