package dev.cairn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.BatchItem;
import dev.cairn.BatchResult;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Fence;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.OnConflict;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcurrencyExamplesTest extends Examples {
  @Test
  void answers() {
    var cairn = cairn();
    var read = order("{'title':'Desk','price':100}");
    var id = read.id();
    cairn.workflows().update(id, it -> it.asObject().with("price", Json.of(110)));
    // docs:answers
    var commit = Commit.to(read).with(new Mutation.MergeContext(JsonObject.of("price", 120)));
    String answer =
        switch (cairn.workflows().commit(commit)) {
          case CommitResult.Committed it -> "version " + it.receipt().version();
          case CommitResult.Repeated it -> "was version " + it.receipt().version() + " before";
          case CommitResult.Conflict it -> it.conflicts() + " by " + it.current().lastModifiedBy();
          case CommitResult.Rejected it -> it.reasons().getFirst().detail();
          case CommitResult.Fenced it -> "stop: " + it.current();
        };
    // end
    assertThat(answer).isEqualTo("[/price] by embedded");
  }

  @Test
  void merging() {
    var cairn = cairn();
    var read = order("{'title':'Desk','price':100}");
    var id = read.id();
    cairn.workflows().update(id, it -> it.asObject().with("price", Json.of(110)));
    // docs:merge
    var patch = new Mutation.MergeContext(JsonObject.of("title", "Chair"));
    var merged = cairn.workflows().commit(Commit.to(read).onConflict(OnConflict.MERGE).with(patch));
    // end
    assertThat(merged.orThrow().version()).isEqualTo(4);
    assertThat(cairn.workflows().get(id).context())
        .isEqualTo(object("{'title':'Chair','price':110}"));
  }

  @Test
  void updating() {
    var cairn = cairn();
    var id = order("{'count':0}").id();
    // docs:update
    cairn
        .workflows()
        .update(
            id,
            context -> {
              long count = context.asObject().require("count").asLong();
              return context.asObject().with("count", Json.of(count + 1));
            });
    // end
    assertThat(cairn.workflows().get(id).context()).isEqualTo(object("{'count':1}"));
  }

  @Test
  void keys() {
    var cairn = cairn();
    var id = order("{}").id();
    var payload = JsonObject.of("paid", true);
    // docs:key
    var commit = Commit.to(id).key("payment-4711").with(new Mutation.MergeContext(payload));
    var first = cairn.workflows().commit(commit).orThrow();
    var second = cairn.workflows().commit(commit).orThrow();
    // end
    assertThat(second).isEqualTo(first);
    assertThat(cairn.workflows().get(id).version()).isEqualTo(3);
  }

  @Test
  void fences() {
    var cairn = cairn();
    var id = order("{}").id();
    // docs:fence
    var older = new Fence(6);
    var newer = new Fence(7);
    cairn.workflows().commit(Commit.to(id).fencedBy(newer)).orThrow();
    var late = cairn.workflows().commit(Commit.to(id).fencedBy(older));
    // end
    assertThat(late).isEqualTo(new CommitResult.Fenced(newer));
  }

  @Test
  void batches() {
    var cairn = cairn();
    var id = order("{}").id();
    // docs:batch
    var paid = Commit.to(id).with(new Mutation.MergeContext(JsonObject.of("paid", true)));
    var result =
        cairn
            .workflows()
            .batch(
                List.of(
                    new BatchItem.Create(NewInstance.of("order").parent(id)),
                    new BatchItem.Change(paid)));
    // end
    assertThat(result).isInstanceOf(BatchResult.Committed.class);
    assertThat(result.orThrow()).hasSize(2);
  }
}
