package dev.cairn.testkit;

import dev.cairn.Admissions;
import dev.cairn.store.Append;
import dev.cairn.store.Catalog;
import dev.cairn.store.Documents;
import dev.cairn.store.Leases;
import dev.cairn.store.Log;
import dev.cairn.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * A store whose process dies at a write, as if by kill -9: that write is durable or not, its answer
 * never comes, and nothing of the process is heard of again.
 */
final class DyingStore {
  /** On which side of the write the process dies. */
  enum Moment {
    BEFORE_WRITE,
    AFTER_WRITE
  }

  private final Moment moment;
  private int writesLeft;
  private boolean dead;

  private DyingStore(int writes, Moment moment) {
    this.writesLeft = writes;
    this.moment = moment;
  }

  /** A death at a write, which counts from 1. */
  static DyingStore at(int write, Moment moment) {
    return new DyingStore(write, moment);
  }

  /** Whether it has come: what threads of this process still do never happened. */
  synchronized boolean isDead() {
    return dead;
  }

  /** The store as the process sees it. */
  Store over(Store store) {
    return new Seen(
        store.traits(),
        dies(Log.class, store.log()),
        dies(Documents.class, store.documents()),
        dies(Catalog.class, store.catalog()),
        dies(Leases.class, store.leases()),
        dies(Admissions.class, store.admissions()));
  }

  /** Closing it does nothing: what a process leaves behind is opened by the next. */
  private record Seen(
      Store.Traits traits,
      Log log,
      Documents documents,
      Catalog catalog,
      Leases leases,
      Admissions admissions)
      implements Store {
    @Override
    public void close() {}
  }

  private <T> T dies(Class<T> type, T living) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              boolean append = method.getName().equals("append");
              synchronized (this) {
                if (dead || (append && dies(Moment.BEFORE_WRITE))) {
                  throw gone();
                }
              }
              try {
                var answer = method.invoke(living, arguments);
                if (append && diesAfter(arguments)) {
                  throw gone();
                }
                return answer;
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            }));
  }

  private boolean dies(Moment when) {
    if (when == moment && --writesLeft == 0) {
      dead = true;
    }
    return dead;
  }

  private synchronized boolean diesAfter(Object[] arguments) {
    return arguments.length > 1
        && arguments[1] instanceof List<?> group
        && group.stream().allMatch(Append.class::isInstance)
        && dies(Moment.AFTER_WRITE);
  }

  private static IllegalStateException gone() {
    return new IllegalStateException("the process is gone");
  }
}
