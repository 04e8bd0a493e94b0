package dev.cairn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.BatchItem;
import dev.cairn.Cairn;
import dev.cairn.CairnException;
import dev.cairn.Commit;
import dev.cairn.CommitResult.Committed;
import dev.cairn.CommitResult.Repeated;
import dev.cairn.Definition;
import dev.cairn.Filter;
import dev.cairn.Mutation.IncrementStepCount;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.server.api.Api;
import dev.cairn.server.http.Answer;
import dev.cairn.server.http.Method;
import dev.cairn.server.http.Problem;
import dev.cairn.server.http.Refusal;
import dev.cairn.server.http.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that does what it is asked, and then says that it could not answer. */
class LostAnswersTest {
  private final Cairn store;
  private final AtomicInteger toLose = new AtomicInteger();
  private final Served served;
  private final Cairn client;

  LostAnswersTest(@TempDir Path folder) {
    store = Cairn.open("sqlite:" + folder.resolve("cairn.db"));
    served = Served.at(store, 0, Api.routes().stream().map(this::losing).toList());
    client = served.client(Options.defaults().actor("mia"));
  }

  private Route losing(Route route) {
    return route.method() != Method.GET && route.handler() instanceof Route.Handler.Guarded guarded
        ? new Route(
            route.method(),
            route.path(),
            route.parameters(),
            route.precondition(),
            new Route.Handler.Guarded(
                guarded.least(),
                (request, caller) -> lost(guarded.answer().apply(request, caller))))
        : route;
  }

  private Answer lost(Answer answer) {
    if (toLose.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
      throw new Refusal(Problem.of(503, "unavailable", "the answer got lost", "try again"));
    }
    return answer;
  }

  @BeforeEach
  void define() {
    client.definitions().register(Definition.named("order"));
  }

  @AfterEach
  void close() {
    client.close();
    served.close();
  }

  @Test
  void a_creation_is_sent_again_and_made_once() {
    toLose.set(2);
    var made = client.workflows().create(NewInstance.of("order"));
    assertThat(made.version()).isEqualTo(1);
    assertThat(store.workflows().count(Filter.everything())).isEqualTo(1);
  }

  @Test
  void a_commit_is_sent_again_and_made_once() {
    var made = client.workflows().create(NewInstance.of("order"));
    toLose.set(3);
    var result = client.workflows().commit(Commit.to(made).with(new IncrementStepCount()));
    assertThat(result).isInstanceOf(Committed.class);
    assertThat(((Committed) result).instance()).isEqualTo(store.workflows().get(made.id()));
    assertThat(store.workflows().get(made.id()).version()).isEqualTo(2);
  }

  @Test
  void a_function_is_applied_once() {
    var made = client.workflows().create(NewInstance.of("order").context(JsonObject.of("n", 0)));
    toLose.set(2);
    client.workflows().update(made.id(), LostAnswersTest::increment).orThrow();
    assertThat(store.workflows().get(made.id()).context()).isEqualTo(JsonObject.of("n", 1));
  }

  private static Json increment(Json context) {
    return context.asObject().with("n", Json.of(context.asObject().require("n").asInt() + 1));
  }

  @Test
  void a_key_of_the_callers_own_is_answered_as_repeated() {
    var made = client.workflows().create(NewInstance.of("order"));
    var commit = Commit.to(made.id()).key("once").with(new IncrementStepCount());
    toLose.set(1);
    var receipt = client.workflows().commit(commit).orThrow();
    assertThat(client.workflows().commit(commit)).isEqualTo(new Repeated(receipt));
    assertThat(store.workflows().get(made.id()).version()).isEqualTo(2);
  }

  @Test
  void a_batch_is_sent_again_and_made_once() {
    var made = client.workflows().create(NewInstance.of("order"));
    toLose.set(1);
    var items =
        List.<BatchItem>of(
            new BatchItem.Create(NewInstance.of("order")),
            new BatchItem.Change(Commit.to(made.id()).with(new IncrementStepCount())));
    assertThat(client.workflows().batch(items).orThrow()).hasSize(2);
    assertThat(store.workflows().get(made.id()).version()).isEqualTo(2);
    assertThat(store.workflows().count(Filter.everything())).isEqualTo(2);
  }

  @Test
  void what_has_no_key_is_not_sent_again_and_says_that_nobody_knows() {
    var made = client.workflows().create(NewInstance.of("order"));
    toLose.set(1);
    assertThatThrownBy(() -> client.workflows().delete(made.id()))
        .isInstanceOf(CairnException.Unavailable.class);
    assertThat(store.workflows().find(made.id())).isEmpty();
  }

  @Test
  void a_call_of_the_life_cycle_is_sent_again_and_made_once() {
    var made = client.workflows().create(NewInstance.of("order"));
    toLose.set(1);
    var started = (Committed) client.workflows().start(made.id());
    assertThat(started.instance()).isEqualTo(store.workflows().get(made.id()));
    assertThat(started.instance().version()).isEqualTo(2);
  }

  @Test
  void who_loses_every_answer_is_told_in_the_end() {
    toLose.set(1_000);
    assertThatThrownBy(() -> client.workflows().create(NewInstance.of("order")))
        .isInstanceOf(CairnException.Unavailable.class);
    assertThat(store.workflows().count(Filter.everything())).isEqualTo(1);
  }
}
