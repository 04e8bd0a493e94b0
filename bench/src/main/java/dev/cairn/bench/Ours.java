package dev.cairn.bench;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.CommitResult;
import dev.cairn.Definition;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Random;

/** The same work through Cairn: versioned, checksummed, with history and receipts. */
final class Ours {
  private Ours() {}

  /** Registers a definition that indexes what queries ask for, and makes instances. */
  static List<InstanceId> fill(Cairn cairn, int count, int size, long groups) {
    cairn
        .definitions()
        .register(
            Definition.parse(
                JsonObject.of("id", "bench", "indexes", List.of("context.customer.group"))));
    return Bulk.create(
        cairn,
        count,
        seed -> NewInstance.of("bench").context(Payload.document(seed, size, group(seed, groups))));
  }

  /** Spreads instances over groups as if by chance. */
  static long group(long seed, long groups) {
    return seed * 2_654_435_761L % groups;
  }

  /** Small changes of instances that no other caller touches. */
  static Load.Caller commit(Cairn cairn, List<InstanceId> ids, int caller, int callers) {
    int count = ids.size() / callers;
    long[] versions = new long[count];
    return turn -> {
      int own = (int) (turn * 31 % count);
      var id = ids.get(caller * count + own);
      if (versions[own] == 0) {
        versions[own] = cairn.workflows().get(id).version();
      }
      var commit =
          Commit.to(id).from(versions[own]).with(new Mutation.MergeContext(Payload.change(turn)));
      if (!(cairn.workflows().commit(commit) instanceof CommitResult.Committed done)) {
        throw new IllegalStateException("refused");
      }
      versions[own] = done.receipt().version();
    };
  }

  static Load.Caller read(Cairn cairn, List<InstanceId> ids, int caller) {
    var random = new Random(caller);
    return turn -> cairn.workflows().get(ids.get(random.nextInt(ids.size())));
  }
}
