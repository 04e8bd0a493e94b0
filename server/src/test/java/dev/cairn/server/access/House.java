package dev.cairn.server.access;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.Instance;
import dev.cairn.Mutation.SetParticipants;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.Role;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import dev.cairn.kernel.Kernel;
import dev.cairn.testkit.FakeClock;
import dev.cairn.testkit.MemoryStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A store with a definition, an owner mia, and principals to look at it. */
final class House implements AutoCloseable {
  static final String EVE = "eve";
  static final String MIA = "mia";
  static final String DEFINITION = "create-prd";

  final FakeClock clock = new FakeClock();
  final MemoryStore store = new MemoryStore();
  final Denials denials = new Denials();
  final Cairn cairn = Kernel.over(store, Options.defaults().clock(clock).actor(MIA));

  House() {
    cairn.definitions().register(definition(DEFINITION));
  }

  static Definition definition(String id) {
    return Definition.parse(
        JsonObject.of("id", id, "steps", Json.parse("[{\"id\":\"draft\"},{\"id\":\"review\"}]")));
  }

  Principal principal(String subject, Role role) {
    var roles = new TreeSet<>(List.of(role.toString()));
    var user = cairn.identities().seen(subject, roles).id();
    return new Principal(subject, user, roles, Optional.empty(), Optional.empty());
  }

  Cairn as(String subject, Role role) {
    return Access.of(principal(subject, role), cairn, denials);
  }

  /** An instance of two versions that eve has this to do with. */
  Instance related(Relation relation) {
    return switch (relation) {
      case OWNER -> shared(EVE);
      case PARTICIPANT -> shared(MIA, EVE, "leo");
      case OTHER -> shared(MIA, "leo");
    };
  }

  Instance shared(String owner, String... participants) {
    var made = cairn.workflows().create(NewInstance.of(DEFINITION).owner(owner).tags("t-" + owner));
    return share(made, participants);
  }

  Instance share(Instance instance, String... participants) {
    var set = new SetParticipants(new TreeSet<>(Arrays.asList(participants)));
    cairn.workflows().commit(Commit.to(instance.id()).with(set)).orThrow();
    return cairn.workflows().get(instance.id());
  }

  @Override
  public void close() {
    cairn.close();
  }
}
