package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.NewInstance;
import dev.cairn.Options;
import dev.cairn.Role;
import dev.cairn.testkit.FakeClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A key that is revoked at one of two nodes opens nothing at either, and what it opened ends. */
@Timeout(120)
class RevocationTest {
  private final EmbeddedPostgres postgres;
  private final Gated one;
  private final Gated two;

  RevocationTest() throws IOException {
    postgres = EmbeddedPostgres.start();
    one = node();
    two = node();
  }

  private Gated node() {
    var clock = new FakeClock();
    var url = postgres.getJdbcUrl("postgres", "postgres");
    return new Gated(Map.of(), clock, Cairn.open(url, Options.defaults().clock(clock)));
  }

  @AfterEach
  void close() throws IOException {
    one.close();
    two.close();
    postgres.close();
  }

  /** Both kinds of streams, at both nodes. */
  private List<Subscriber> subscribe(String key, String instance) throws IOException {
    var all = new ArrayList<Subscriber>();
    for (var node : List.of(one, two)) {
      for (var path : List.of("/api/v1/stream", instance + "/stream")) {
        all.add(Subscriber.at(node.address().resolve(path), key, ""));
      }
    }
    return all;
  }

  @Test
  void open_streams_end_at_both_nodes_and_those_of_others_go_on() throws Exception {
    var mia = one.key("mia", Role.OPERATOR, Optional.empty());
    var leo = one.key("leo", Role.OPERATOR, Optional.empty());
    var made = one.cairn.workflows().create(NewInstance.of(Served.DEFINITION));
    var path = Served.WORKFLOWS + "/" + made.id();
    var hers = subscribe(mia.text(), path);
    var his = subscribe(leo.text(), path);
    one.as("boss", Role.ADMIN).delete("/api/v1/keys/" + mia.key().id()).is(204);
    for (var stream : hers) {
      assertThat(stream.readToTheEnd()).isEmpty();
    }
    two.bearer(leo.text()).post(path + "/start").is(200);
    for (var stream : his) {
      assertThat(stream.readUntil(2)).containsExactly(2L);
    }
  }

  @Test
  void requests_are_refused_at_once_there_and_within_a_second_elsewhere() {
    var mia = one.key("mia", Role.OPERATOR, Optional.empty());
    for (var node : List.of(one, two)) {
      node.bearer(mia.text()).get("/api/v1/me").is(200);
    }
    one.as("boss", Role.ADMIN).delete("/api/v1/keys/" + mia.key().id()).is(204);
    one.bearer(mia.text()).get("/api/v1/me").isProblem(401, "key_revoked");
    two.bearer(mia.text()).get("/api/v1/me").is(200);
    two.clock.advance(Duration.ofSeconds(1));
    two.bearer(mia.text()).get("/api/v1/me").isProblem(401, "key_revoked");
  }
}
