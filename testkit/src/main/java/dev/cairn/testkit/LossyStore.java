package dev.cairn.testkit;

import dev.cairn.Admissions;
import dev.cairn.CairnException;
import dev.cairn.store.Catalog;
import dev.cairn.store.Documents;
import dev.cairn.store.Leases;
import dev.cairn.store.Log;
import dev.cairn.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store whose answers get lost: what is written arrives, and whoever wrote it is told that the
 * store did not answer. Safe for use by many threads.
 */
public final class LossyStore implements Store {
  private final Store store;
  private final Log log;
  private final AtomicInteger left = new AtomicInteger();

  public LossyStore(Store store) {
    this.store = store;
    this.log =
        (Log)
            Proxy.newProxyInstance(
                Log.class.getClassLoader(),
                new Class<?>[] {Log.class},
                (proxy, method, arguments) -> call(method, arguments));
  }

  /** Loses the answers of the next so many writes. */
  public void loseNext(int answers) {
    left.set(answers);
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    try {
      var answer = method.invoke(store.log(), arguments);
      boolean writes = method.getName().startsWith("append");
      if (writes && left.getAndUpdate(it -> Math.max(0, it - 1)) > 0) {
        throw new CairnException.Unavailable("the answer got lost", "ask again");
      }
      return answer;
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  @Override
  public Traits traits() {
    return store.traits();
  }

  @Override
  public Log log() {
    return log;
  }

  @Override
  public Documents documents() {
    return store.documents();
  }

  @Override
  public Leases leases() {
    return store.leases();
  }

  @Override
  public Admissions admissions() {
    return store.admissions();
  }

  @Override
  public Catalog catalog() {
    return store.catalog();
  }

  @Override
  public void close() {
    store.close();
  }
}
