package dev.cairn.docs;

import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.Receipt;
import dev.cairn.Status;
import dev.cairn.Token;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Kernel;
import dev.cairn.testkit.FakeClock;
import dev.cairn.testkit.MemoryStore;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** Makes the two versions that docs/integrity.md works through, as Cairn commits them. */
final class WorkedExample {
  static final InstanceId ID = InstanceId.of("0199a8f0-0000-7000-8000-000000000001");
  private static final int WIDTH = 96;
  private static final Set<String> TREES = Set.of("context", "stepData", "tokens", "scopes");

  private WorkedExample() {}

  /** Commits them, and writes down every byte that is hashed. */
  static String write() {
    var clock = new FakeClock();
    try (var cairn = Kernel.over(new MemoryStore(), Options.defaults().clock(clock))) {
      cairn.definitions().register(Definition.named("create-prd"));
      var context =
          Json.parse("{\"customer\":{\"name\":\"Zoë\"},\"orders\":9007199254740993,\"note\":null}");
      cairn
          .as("mia")
          .workflows()
          .create(
              NewInstance.of("create-prd").id(ID).context(context.asObject()).tags("q3", "vip"));
      clock.advance(Duration.ofMillis(1_500));
      cairn.as("leo").workflows().commit(commit()).orThrow();
      var page = new StringBuilder();
      for (long version = 1; version <= 2; version++) {
        version(page, cairn.history().at(ID, version), cairn.history().receipt(ID, version));
      }
      return page.toString();
    }
  }

  private static Commit commit() {
    var patch = Json.parse("{\"customer\":{\"tier\":\"gold\"},\"total\":1.50}").asObject();
    return Commit.to(ID)
        .from(1)
        .key("k-1")
        .because("the customer called")
        .with(
            new Mutation.MergeContext(patch),
            new Mutation.Transition(Status.RUNNING),
            new Mutation.AddToken("t1", Token.in("root")));
  }

  private static void version(StringBuilder page, Instance instance, Receipt receipt) {
    long version = instance.version();
    var state = instance.state().json();
    page.append(version == 1 ? "\n" : "")
        .append("### Version ")
        .append(version)
        .append("\n\nThe state:\n\n");
    block(page, "state " + version, state);
    page.append("The trees, and the root whose hash is the checksum:\n\n");
    var root = JsonObject.builder();
    for (var member : new TreeSet<>(state.keys())) {
      var value = state.require(member);
      root.put(member, Json.of(hash(page, version, member, value)));
    }
    tree(page, "root " + version, root.build());
    lines(page, "checksum " + version, instance.checksum().hex());
    page.append("The body of the receipt and its header:\n\n");
    block(page, "body " + version, receipt.body().orElseThrow().toJson());
    block(
        page,
        "header " + version,
        receipt.toJson().without("reason").without("mutations").without("hash"));
    lines(page, "receipt " + version, receipt.hash().hex());
  }

  private static String hash(StringBuilder page, long version, String member, Json value) {
    if (!TREES.contains(member)) {
      return value.hash().hex();
    }
    var tree = JsonObject.builder();
    value.asObject().forEach((key, child) -> tree.put(key, Json.of(child.hash().hex())));
    var built = tree.build();
    tree(page, member + " " + version, built);
    return built.hash().hex();
  }

  private static void block(StringBuilder page, String name, Json value) {
    lines(page, name, wrapped(value.canonical()));
  }

  /** One hash to a line. */
  private static void tree(StringBuilder page, String name, Json hashes) {
    lines(page, name, hashes.canonical().replace("\",\"", "\",\n\""));
  }

  private static void lines(StringBuilder page, String name, String text) {
    page.append("```json ").append(name).append('\n').append(text).append("\n```\n\n");
  }

  /** Breaks lines after commas that stand outside of strings, where canonical JSON has no space. */
  private static String wrapped(String canonical) {
    var out = new StringBuilder();
    boolean quoted = false;
    int lineStart = 0;
    int breakable = 0;
    for (int i = 0; i < canonical.length(); i++) {
      char c = canonical.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      }
      if (i - lineStart >= WIDTH && breakable > lineStart) {
        out.append(canonical, lineStart, breakable).append('\n');
        lineStart = breakable;
      }
      if (!quoted && c == ',') {
        breakable = i + 1;
      }
    }
    return out.append(canonical.substring(lineStart)).toString();
  }
}
