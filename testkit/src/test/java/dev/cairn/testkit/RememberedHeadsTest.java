package dev.cairn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.InstanceId;
import dev.cairn.Mutation.IncrementStepCount;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.kernel.Kernel;
import dev.cairn.store.Log;
import dev.cairn.store.Store;
import dev.cairn.store.Store.Ownership;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Heads are read while others write: what is remembered is what is true. */
class RememberedHeadsTest {
  private static final InstanceId MADE = id(1);
  private static final InstanceId OTHER = id(2);

  private final MemoryStore memory = new MemoryStore(Ownership.EXCLUSIVE);
  private final Cairn cairn = Kernel.over(watched(), Options.defaults().headCacheBytes(20_000));

  /** Others fold documents. */
  private final Thread owner = Thread.currentThread();

  private Optional<Runnable> meanwhile = Optional.empty();
  private int reads;

  private static InstanceId id(long number) {
    return new InstanceId(new UUID(0x7000L, number | Long.MIN_VALUE));
  }

  @BeforeEach
  void make() {
    try (var before = Kernel.over(memory, Options.defaults())) {
      before.definitions().register(Definition.named("order"));
      before.workflows().create(NewInstance.of("order").id(MADE));
      before.workflows().create(NewInstance.of("order").id(OTHER));
    }
  }

  @AfterEach
  void close() {
    cairn.close();
  }

  /** A store that lets something happen between the reading of heads and its answer. */
  private Store watched() {
    return proxy(
        Store.class,
        (self, method, arguments) -> {
          var answer = method.invoke(memory, arguments);
          return answer instanceof Log log ? watched(log) : answer;
        });
  }

  private Log watched(Log log) {
    return proxy(
        Log.class,
        (self, method, arguments) -> {
          var answer = method.invoke(log, arguments);
          if (method.getName().equals("heads") && Thread.currentThread().equals(owner)) {
            reads++;
            var now = meanwhile;
            meanwhile = Optional.empty();
            now.ifPresent(Runnable::run);
          }
          return answer;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    var loader = RememberedHeadsTest.class.getClassLoader();
    return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
  }

  private void change(InstanceId id) {
    cairn.workflows().commit(Commit.to(id).with(new IncrementStepCount())).orThrow();
  }

  @Test
  void what_is_read_is_remembered_though_others_are_written_meanwhile() {
    meanwhile = Optional.of(() -> change(OTHER));
    cairn.workflows().get(MADE);
    int before = reads;
    assertThat(cairn.workflows().get(MADE).version()).isEqualTo(1);
    assertThat(reads).isEqualTo(before);
    assertThat(cairn.workflows().get(OTHER).version()).isEqualTo(2);
  }

  @Test
  void what_is_written_while_it_is_read_is_not_taken_for_what_was_read() {
    meanwhile = Optional.of(this::changeAndEvict);
    cairn.workflows().get(MADE);
    int before = reads;
    assertThat(cairn.workflows().get(MADE).version()).isEqualTo(2);
    assertThat(reads).as("it was evicted").isGreaterThan(before);
  }

  private void changeAndEvict() {
    change(MADE);
    for (int i = 0; i < 100; i++) {
      cairn.workflows().create(NewInstance.of("order"));
    }
  }
}
