package dev.cairn.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.BatchItem;
import dev.cairn.BatchResult;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.Filter;
import dev.cairn.Instance;
import dev.cairn.InstanceId;
import dev.cairn.Mutation.IncrementStepCount;
import dev.cairn.NewInstance;
import dev.cairn.Query;
import dev.cairn.Role;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is seen in lists, counts and statistics, and what creating tells of others. */
class SightTest {
  private static final InstanceId TAKEN = new InstanceId(new UUID(3, 3));

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"VIEWER", "PARTICIPANT"})
  void lists_counts_and_statistics_tell_of_what_is_seen_only(Role role) {
    var own = house.related(Relation.OWNER);
    var shared = house.related(Relation.PARTICIPANT);
    var others = house.related(Relation.OTHER);
    var eve = house.as(House.EVE, role).workflows();
    var everything = Filter.everything();
    assertThat(ids(eve.query(Query.of(everything)).items()))
        .containsExactlyInAnyOrder(own.id(), shared.id());
    assertThat(eve.count(everything)).isEqualTo(2);
    assertThat(eve.count(new Filter.Not(new Filter.Or(List.of())))).isEqualTo(2);
    assertThat(eve.count(new Filter.OwnerIs(House.MIA))).isEqualTo(1);
    assertThat(eve.count(new Filter.IdIn(Set.of(others.id())))).isZero();
    var statistics = eve.statistics(everything);
    assertThat(statistics.total()).isEqualTo(2);
    assertThat(statistics.byTag()).isEqualTo(java.util.Map.of("t-eve", 1L, "t-mia", 1L));
    assertThat(eve.findAll(List.of(others.id(), own.id(), shared.id())))
        .containsExactly(own, shared);
    assertThat(eve.find(others.id())).isEmpty();
    assertThat(eve.exists(others.id())).isFalse();
    assertThat(eve.find(shared.id())).contains(shared);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPERATOR", "ADMIN"})
  void operators_and_admins_see_everything(Role role) {
    house.related(Relation.OTHER);
    house.related(Relation.OWNER);
    var eve = house.as(House.EVE, role).workflows();
    assertThat(eve.count(Filter.everything())).isEqualTo(2);
    assertThat(eve.query(Query.of(Filter.everything())).items()).hasSize(2);
    assertThat(eve.statistics(Filter.everything()).total()).isEqualTo(2);
  }

  @Test
  void pages_are_full_whatever_lies_between() {
    for (int i = 0; i < 30; i++) {
      house.related(i % 3 == 0 ? Relation.OWNER : Relation.OTHER);
    }
    var eve = house.as(House.EVE, Role.VIEWER).workflows();
    var query = Query.of(Filter.everything()).limit(4);
    var first = eve.query(query);
    var second = eve.query(query.after(first.next().orElseThrow()));
    var third = eve.query(query.after(second.next().orElseThrow()));
    assertThat(first.items()).hasSize(4);
    assertThat(second.items()).hasSize(4);
    assertThat(third.items()).hasSize(2);
    assertThat(third.next()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void me_is_who_asks(Role role) {
    var own = house.related(Relation.OWNER);
    var shared = house.related(Relation.PARTICIPANT);
    house.related(Relation.OTHER);
    var eve = house.as(House.EVE, role);
    assertThat(ids(Probes.list(eve, new Filter.OwnerIs(Filter.ME)))).containsExactly(own.id());
    assertThat(ids(Probes.list(eve, new Filter.ParticipantIs(Filter.ME))))
        .containsExactly(shared.id());
  }

  @Test
  void who_is_let_out_sees_no_more() {
    var shared = house.related(Relation.PARTICIPANT);
    var eve = house.as(House.EVE, Role.PARTICIPANT);
    assertThat(eve.history().count(shared.id())).isEqualTo(2);
    house.share(shared, "leo");
    assertThat(eve.workflows().find(shared.id())).isEmpty();
    assertThat(eve.workflows().count(Filter.everything())).isZero();
    assertThatThrownBy(() -> eve.history().at(shared.id(), 2))
        .isInstanceOf(CairnException.NotFound.class);
  }

  @Test
  void what_streams_ask_agrees_with_what_lists_ask() {
    var eve = house.principal(House.EVE, Role.VIEWER);
    var seen = ids(house.cairn.workflows().query(Query.of(Access.visible(eve))).items());
    for (var relation : Relation.values()) {
      var instance = house.related(relation);
      assertThat(Access.sees(eve, instance)).isEqualTo(relation != Relation.OTHER);
      assertThat(house.cairn.workflows().count(Access.visible(eve)) > seen.size())
          .isEqualTo(relation != Relation.OTHER);
      seen = ids(house.cairn.workflows().query(Query.of(Access.visible(eve))).items());
    }
  }

  @Test
  void a_taken_id_is_told_in_the_same_words_whosever_it_is() {
    var eve = house.as(House.EVE, Role.PARTICIPANT).workflows();
    var own = eve.create(wanted(new InstanceId(new UUID(4, 4))));
    house.cairn.workflows().create(wanted(TAKEN));
    var ofAnother = refusal(() -> eve.create(wanted(TAKEN)));
    var ofOneself = refusal(() -> eve.create(wanted(own.id())));
    assertThat(ofAnother.replace(TAKEN.toString(), "ID"))
        .isEqualTo(ofOneself.replace(own.id().toString(), "ID"));
    var source = house.related(Relation.OWNER).id();
    var fork = house.as(House.EVE, Role.PARTICIPANT).history();
    assertThat(refusal(() -> fork.fork(source, 1, Optional.of(TAKEN)))).isEqualTo(ofAnother);
  }

  @Test
  void a_key_that_another_used_shows_nothing() {
    house.cairn.workflows().create(wanted(TAKEN).key("k"));
    var eve = house.as(House.EVE, Role.PARTICIPANT).workflows();
    var plain = refusal(() -> eve.create(wanted(TAKEN)));
    assertThat(refusal(() -> eve.create(wanted(TAKEN).key("k")))).isEqualTo(plain);
    var other = wanted(TAKEN).context(JsonObject.of("b", 2));
    assertThat(refusal(() -> eve.create(other.key("k")))).isEqualTo(plain);
  }

  @Test
  void ones_own_key_is_answered_again() {
    var eve = house.as(House.EVE, Role.PARTICIPANT).workflows();
    var made = eve.create(wanted(TAKEN).key("k"));
    assertThat(eve.create(wanted(TAKEN).key("k"))).isEqualTo(made);
  }

  @Test
  void a_parent_must_be_seen() {
    var hidden = house.related(Relation.OTHER).id();
    var own = house.related(Relation.OWNER).id();
    var eve = house.as(House.EVE, Role.PARTICIPANT).workflows();
    var wanted = NewInstance.of(House.DEFINITION);
    assertThatThrownBy(() -> eve.create(wanted.parent(hidden)))
        .isInstanceOf(CairnException.NotFound.class);
    assertThat(eve.create(wanted.parent(own)).origin().parent()).contains(own);
  }

  @Test
  void a_batch_with_one_foreign_member_changes_nothing() {
    var own = house.related(Relation.OWNER);
    var hidden = house.related(Relation.OTHER);
    var eve = house.as(House.EVE, Role.PARTICIPANT).workflows();
    var result = eve.batch(List.of(change(own.id()), change(hidden.id())));
    assertThat(result)
        .isInstanceOfSatisfying(
            BatchResult.Failed.class,
            it -> {
              assertThat(it.index()).isEqualTo(1);
              assertThat(it.why()).isInstanceOf(CairnException.NotFound.class);
            });
    assertThat(house.cairn.workflows().get(own.id())).isEqualTo(own);
  }

  @Test
  void a_batch_may_change_what_it_makes() {
    var eve = house.as(House.EVE, Role.PARTICIPANT).workflows();
    var create = new BatchItem.Create(wanted(TAKEN));
    var made = eve.batch(List.of(create, change(TAKEN))).orThrow();
    assertThat(made).extracting(Instance::version).containsExactly(1L, 2L);
  }

  @Test
  void a_batch_does_not_reach_a_foreign_instance_by_making_it() {
    var foreign = house.cairn.workflows().create(wanted(TAKEN).key("k"));
    var eve = house.as(House.EVE, Role.PARTICIPANT).workflows();
    var create = new BatchItem.Create(wanted(TAKEN).key("k"));
    assertThatThrownBy(() -> eve.batch(List.of(create, change(TAKEN))).orThrow())
        .isInstanceOf(CairnException.AlreadyExists.class);
    assertThat(house.cairn.workflows().get(TAKEN)).isEqualTo(foreign);
  }

  @Test
  void an_export_of_one_hidden_instance_writes_nothing() {
    var own = house.related(Relation.OWNER).id();
    var hidden = house.related(Relation.OTHER).id();
    var out = new java.io.ByteArrayOutputStream();
    var eve = house.as(House.EVE, Role.VIEWER).archive();
    assertThatThrownBy(() -> eve.exportTo(out, List.of(own, hidden)))
        .isInstanceOf(CairnException.NotFound.class);
    assertThat(out.size()).isZero();
  }

  @Test
  void nobody_acts_as_somebody_else() {
    var admin = house.as("root", Role.ADMIN);
    assertThatThrownBy(() -> admin.as(House.MIA)).isInstanceOf(CairnException.Forbidden.class);
    var made = admin.as("root").workflows().create(NewInstance.of(House.DEFINITION));
    assertThat(made.lastModifiedBy()).isEqualTo("root");
    admin.close();
    assertThat(house.cairn.workflows().exists(made.id())).isTrue();
  }

  @Test
  void an_operator_creates_for_others_and_they_own_it() {
    var wanted = NewInstance.of(House.DEFINITION).owner(House.EVE);
    var made = house.as("root", Role.OPERATOR).workflows().create(wanted);
    assertThat(house.as(House.EVE, Role.VIEWER).workflows().find(made.id())).contains(made);
  }

  private static NewInstance wanted(InstanceId id) {
    return NewInstance.of(House.DEFINITION).id(id).context(JsonObject.of("a", 1));
  }

  private static BatchItem change(InstanceId id) {
    return new BatchItem.Change(Commit.to(id).with(new IncrementStepCount()));
  }

  private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    var failure = org.assertj.core.api.Assertions.catchThrowable(call);
    assertThat(failure).isInstanceOf(CairnException.AlreadyExists.class);
    var told = (CairnException.AlreadyExists) failure;
    return String.join("; ", told.code(), told.getMessage(), told.hint());
  }

  private static Set<InstanceId> ids(List<Instance> instances) {
    var ids = new TreeSet<InstanceId>();
    instances.forEach(it -> ids.add(it.id()));
    return ids;
  }
}
