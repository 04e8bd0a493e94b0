package dev.cairn.testkit;

import dev.cairn.Mutation;
import dev.cairn.Mutation.*;
import dev.cairn.Status;
import dev.cairn.Token;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Random lists of mutations over few names, so that legal and illegal ones take turns: the same for
 * the same random numbers.
 */
public final class RandomCommits {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final List<String> SCOPES = List.of("root", "s1", "s2", "s3");
  private static final List<Status> LIVING =
      List.of(Status.RUNNING, Status.PAUSED, Status.WAITING_FOR_INPUT, Status.WAITING_FOR_APPROVAL);

  private final RandomGenerator random;
  private final RandomJson pick;

  public RandomCommits(RandomGenerator random) {
    this.random = random;
    this.pick = new RandomJson(random);
  }

  /** Up to four mutations. */
  public List<Mutation> mutations() {
    var mutations = new ArrayList<Mutation>();
    for (int i = random.nextInt(5); i > 0; i--) {
      mutations.add(mutation());
    }
    return mutations;
  }

  private Mutation mutation() {
    return switch (random.nextInt(13)) {
      case 0 -> new IncrementStepCount();
      case 1 -> new AddTags(new TreeSet<>(List.of(name())));
      case 2 -> new RemoveTags(new TreeSet<>(List.of(name())));
      case 3 -> new SetTimer(name(), Instant.EPOCH, JsonNull.NULL);
      case 4 -> new CancelTimer(name());
      case 5 -> new Transition(status());
      case 6, 7 -> new AddToken(name(), Token.in(scope()));
      case 8 ->
          random.nextBoolean()
              ? new RemoveToken(name())
              : new UpdateToken(name(), JsonObject.of("status", Token.COMPLETE));
      case 9 -> new ExitScope(scope());
      case 12 -> new SetParticipants(new TreeSet<>(List.of(name(), name())));
      case 10 -> random.nextInt(3) == 0 ? new CancelScope(scope()) : new IncrementStepCount();
      default -> new EnterScope(scope(), scope());
    };
  }

  /** An end seldom comes. */
  private Status status() {
    return random.nextInt(8) == 0 ? pick.pick(List.of(Status.values())) : pick.pick(LIVING);
  }

  private String name() {
    return pick.pick(NAMES);
  }

  private String scope() {
    return pick.pick(SCOPES);
  }
}
