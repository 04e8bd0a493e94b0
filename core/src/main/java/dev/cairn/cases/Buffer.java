package dev.cairn.cases;

import dev.cairn.Mutation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Mutations that wait for their commit. A value: one more makes another buffer, in no time. */
record Buffer(Optional<Buffer> before, Optional<Mutation> last, int size) {
  static final Buffer EMPTY = new Buffer(Optional.empty(), Optional.empty(), 0);

  Buffer with(Mutation mutation) {
    return new Buffer(Optional.of(this), Optional.of(mutation), size + 1);
  }

  /** All of them, in the order they were buffered. */
  List<Mutation> mutations() {
    var all = new Mutation[size];
    var rest = this;
    while (rest.last.isPresent()) {
      all[rest.size - 1] = rest.last.get();
      rest = rest.before.orElse(EMPTY);
    }
    return Arrays.asList(all);
  }
}
