package dev.cairn.testkit;

import dev.cairn.Cairn;
import dev.cairn.Options;
import java.util.function.Function;

/** The home of a facade's contract. Facades keep nothing, so that nothing is ever reopened. */
record FreshHome(Function<Options, Cairn> opens) implements CairnHome {
  @Override
  public Cairn open(Options options) {
    return opens.apply(options);
  }

  @Override
  public Cairn reopen(Cairn cairn, Options options) {
    throw new UnsupportedOperationException("a facade has nothing of its own to find again");
  }
}
