package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Commit;
import dev.cairn.Instance;
import dev.cairn.Kind;
import dev.cairn.Mutation.*;
import dev.cairn.Receipt;
import dev.cairn.State;
import dev.cairn.Status;
import dev.cairn.Token;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The chain of receipts, recomputed here from the rule that is documented and from nothing else.
 */
abstract class ReceiptContract extends CairnTopic {
  private static final Set<String> TREES = Set.of("context", "stepData", "tokens", "scopes");

  @Test
  void receipts_chain_exactly() {
    var receipts = receipts(cairn, busy().id());
    assertThat(receipts.getFirst().checksumBefore()).isEqualTo(Receipt.NOTHING);
    assertThat(receipts.getFirst().previousHash()).isEqualTo(Receipt.NOTHING);
    for (int i = 1; i < receipts.size(); i++) {
      var before = receipts.get(i - 1);
      var after = receipts.get(i);
      assertThat(after.version()).isEqualTo(before.version() + 1);
      assertThat(after.checksumBefore()).isEqualTo(before.checksumAfter());
      assertThat(after.previousHash()).isEqualTo(before.hash());
    }
  }

  @Test
  void a_hash_follows_from_what_a_receipt_shows() {
    for (var receipt : receipts(cairn, busy().id())) {
      var shown = receipt.toJson();
      var header = shown.without("hash").without("reason").without("mutations");
      assertThat(sha256(header)).isEqualTo(shown.require("hash").asString());
      var body =
          JsonObject.of("reason", shown.require("reason"), "mutations", shown.require("mutations"));
      assertThat(sha256(body)).isEqualTo(shown.require("bodyHash").asString());
      assertThat(receipt.id()).isEqualTo(receipt.instance() + "@" + receipt.version());
    }
  }

  @Test
  void a_checksum_is_the_root_of_a_shallow_hash_tree() {
    var id = busy().id();
    for (var receipt : receipts(cairn, id)) {
      var then = history().at(id, receipt.version());
      assertThat(receipt.checksumAfter().hex()).isEqualTo(checksum(then.state()));
      assertThat(then.checksum()).isEqualTo(receipt.checksumAfter());
      assertThat(then.receiptHash()).isEqualTo(receipt.hash());
    }
  }

  @Test
  void a_commit_that_changes_the_status_alone_changes_the_checksum() {
    var running = in(Status.RUNNING);
    var waiting = commit(running, new Transition(Status.WAITING_FOR_INPUT));
    var again = commit(waiting, new Transition(Status.RUNNING));
    assertThat(waiting.checksum()).isNotEqualTo(running.checksum());
    assertThat(again.checksum()).isEqualTo(running.checksum());
    assertThat(again.receiptHash()).isNotEqualTo(running.receiptHash());
  }

  @Test
  void every_member_is_covered() {
    var made = create();
    var seen = new TreeSet<String>();
    seen.add(made.checksum().hex());
    for (var mutation :
        list(
            merge("a", 1),
            new SetStepData("draft", Json.of(1)),
            new AddToken("t", Token.in("root")),
            new EnterScope("s", "root"),
            new SetMetadata(JsonObject.of("m", 1)),
            new IncrementStepCount(),
            new AddTags(new TreeSet<>(List.of("x"))),
            new SetAttributes(JsonObject.of("a", null)),
            new MoveTo("review"),
            new Transition(Status.RUNNING))) {
      var next = commit(made, mutation);
      assertThat(seen.add(next.checksum().hex())).as("%s", mutation).isTrue();
    }
  }

  @Test
  void equal_states_have_equal_checksums_on_different_instances() {
    var one = create("a", 1.0, "b", "é");
    var two = create("b", "é", "a", 1);
    assertThat(one.checksum()).isEqualTo(two.checksum());
    assertThat(one.receiptHash()).isNotEqualTo(two.receiptHash());
  }

  @Test
  void a_commit_returns_the_receipt_that_is_kept() {
    var made = create("a", 1);
    var receipt = workflows().commit(Commit.to(made.id()).with(merge("a", 2))).orThrow();
    assertThat(history().receipt(made.id(), 2)).isEqualTo(receipt);
    assertThat(receipt.kind()).isEqualTo(Kind.COMMIT);
    assertThat(receipt.committedAt()).isEqualTo(clock.instant());
    reopen();
    assertThat(history().receipt(made.id(), 2)).isEqualTo(receipt);
  }

  private Instance busy() {
    var made =
        create("title", "naïve 😀", "n", new java.math.BigDecimal("0.1000000000000000000001"));
    commit(made, new Transition(Status.RUNNING));
    workflows().commit(Commit.to(made.id()).because("because é").key("k").with(merge("n", null)));
    commit(made, new ChangeContext(context -> context.asObject().with("x", JsonArray.of(1))));
    commit(made, new EnterScope("s", "root"), new AddToken("t", Token.in("s")));
    commit(made, new SetStepData("draft", JsonObject.of("a", JsonArray.of(1, 2))));
    cairn.as("leo").workflows().cancel(made.id(), java.util.Optional.of("enough")).orThrow();
    return get(made.id());
  }

  private static String checksum(State state) {
    var hashes = JsonObject.builder();
    state
        .json()
        .forEach((member, value) ->
            hashes.put(
                member, TREES.contains(member) ? sha256(hashed(value.asObject())) : sha256(value)));
    return sha256(hashes.build());
  }

  private static JsonObject hashed(JsonObject object) {
    var hashes = JsonObject.builder();
    object.forEach((key, value) -> hashes.put(key, sha256(value)));
    return hashes.build();
  }

  private static String sha256(Json value) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(value.canonical().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
