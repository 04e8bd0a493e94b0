package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Query;
import dev.cairn.State;
import dev.cairn.store.Append;
import dev.cairn.store.Documents;
import dev.cairn.store.HeadRead;
import dev.cairn.store.Lanes;
import dev.cairn.store.Log;
import dev.cairn.store.Log.Known;
import dev.cairn.store.Log.Outcome;
import dev.cairn.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A topic of {@link StoreContract}: a fresh store for every test, and short ways to use it. */
abstract class StoreTopic {
  Store store;

  abstract StoreHome home();

  @BeforeEach
  void open() {
    store = home().open();
    store.catalog().addUser(Rows.OWNER, Rows.OWNER_ID);
    store.catalog().addDefinition(Definition.named(Rows.DEFINITION));
  }

  @AfterEach
  void close() {
    store.close();
  }

  Log log() {
    return store.log();
  }

  Documents documents() {
    return store.documents();
  }

  int laneOf(InstanceId id) {
    return Lanes.of(id, store.traits().lanes());
  }

  Outcome append(Append append) {
    return log().append(laneOf(append.id()), List.of(append)).getFirst();
  }

  void appended(Append append) {
    assertThat(append(append)).isEqualTo(Outcome.APPENDED);
  }

  void refused(Append append) {
    assertThat(append(append)).isEqualTo(Outcome.REFUSED);
  }

  /** Appends the whole of a history in one write. */
  Rows kept(Rows rows) {
    appended(rows.since(0));
    return rows;
  }

  /** Appends and folds whole histories. */
  void folded(List<Rows> all) {
    all.forEach(this::kept);
    foldAll(all.stream().map(Rows::head).toList());
  }

  /** Folds these heads, and notes that all lanes are folded. */
  void foldAll(List<Instance> heads) {
    for (var lane : documents().progress()) {
      var own = heads.stream().filter(it -> laneOf(it.id()) == lane.lane()).toList();
      documents().fold(lane.lane(), lane.position(), own);
    }
  }

  HeadRead head(InstanceId id) {
    return log().heads(List.of(new Known(id, 0))).getFirst();
  }

  HeadRead.Found found(InstanceId id) {
    assertThat(head(id)).isInstanceOf(HeadRead.Found.class);
    return (HeadRead.Found) head(id);
  }

  /** That a store has a history whole, as if nothing else had been tried on it. */
  void holds(Rows rows) {
    var head = found(rows.id());
    assertThat(head.version()).isEqualTo(rows.version());
    assertThat(head.receiptHash()).isEqualTo(rows.head().receiptHash());
    assertThat(log().revisions(rows.id(), 1, Long.MAX_VALUE, 10_000)).isEqualTo(rows.revisions());
  }

  /** All that matches, page by page. */
  List<Instance> all(Query query) {
    var items = new ArrayList<Instance>();
    var page = documents().query(query);
    items.addAll(page.items());
    while (page.next().isPresent()) {
      page = documents().query(query.after(page.next().get()));
      assertThat(page.items()).as("a page after a cursor").isNotEmpty();
      items.addAll(page.items());
    }
    return items;
  }

  List<Instance> all(Filter filter) {
    return all(Query.of(filter).limit(Query.LIMIT_MAX));
  }

  static State context(State state, Object... members) {
    return state.with(State.CONTEXT, dev.cairn.json.JsonObject.of(members));
  }
}
