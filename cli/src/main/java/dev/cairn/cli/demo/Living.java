package dev.cairn.cli.demo;

import dev.cairn.Cairn;
import dev.cairn.Commit;
import dev.cairn.Definition;
import dev.cairn.InstanceId;
import dev.cairn.Mutation;
import dev.cairn.NewInstance;
import dev.cairn.engine.EngineSettings;
import dev.cairn.engine.Job;
import dev.cairn.engine.Outcome;
import dev.cairn.engine.StepFailure;
import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A small shop that goes on by itself, for looking at: orders come in and are packed, something
 * waits to be decided, something to be filled in, something has failed, and something is being
 * undone, which takes its time.
 */
public final class Living {
  private static final List<String> NAMES = List.of("order", "article", "trip", "counter");

  private static final List<String> WARES =
      List.of(
          "Two lamps and a table",
          "A set of chairs",
          "Garden shears",
          "A wall clock",
          "Linen for six",
          "An oak shelf",
          "Three vases",
          "A reading chair");

  private static final List<String> PEOPLE = List.of("Noor", "Mia", "Leo", "Ada", "Tomas");

  private Living() {}

  /** The engine of the shop: handlers that do what their names say. */
  public static EngineSettings settings(Cairn cairn) {
    return EngineSettings.named("demo")
        .handler("reserve", job -> Outcome.of("shelf", 4 + number(job) % 9))
        .handler("charge", Living::charge)
        .handler("pack", job -> Outcome.of("parcels", 1 + number(job) % 3))
        .handler("ship", job -> Outcome.of("carrier", "Slow & Steady"))
        .handler("book-flight", job -> Outcome.of("ticket", "SK-2041"))
        .handler("book-hotel", job -> Outcome.of("room", "12"))
        .handler(
            "pay",
            job -> {
              throw StepFailure.permanent("card_declined", "the card was declined");
            })
        .handler("release", job -> Outcome.none())
        .handler("cancel-flight", Living::cancelFlight)
        .handler("cancel-hotel", job -> Outcome.none())
        .handler("customer", job -> customer(cairn, job));
  }

  private static long number(Job job) {
    return job.input().at("/number").map(Json::asLong).orElse(0L);
  }

  /** Every seventh card is declined; others fail once for a moment. */
  private static Outcome charge(Job job) throws StepFailure {
    if (number(job) % 7 == 5) {
      throw StepFailure.permanent("card_declined", "the card was declined by its bank");
    }
    if (number(job) % 5 == 3 && job.attempt() == 1) {
      throw StepFailure.passing("bank_away", "the bank did not answer");
    }
    return Outcome.of("charged", job.input().at("/total").orElse(Json.of(0)));
  }

  /** The airline answers at some time. */
  private static Outcome cancelFlight(Job job) throws StepFailure {
    boolean patient = !job.input().at("/patient").equals(Optional.of(Json.of(false)));
    if (patient) {
      throw StepFailure.passing("airline_away", "the airline's desk is closed");
    }
    throw StepFailure.permanent("no_refund", "this fare gives nothing back");
  }

  private static Outcome customer(Cairn cairn, Job job) {
    long next = job.input().at("/served").map(Json::asLong).orElse(0L) + 1;
    if (next <= 400) {
      order(cairn, next);
    }
    return Outcome.of("order", next).context("served", next);
  }

  /** Fills a store: what happened before one looked, and what goes on while one does. */
  public static void begin(Cairn cairn) {
    NAMES.forEach(name -> cairn.definitions().register(Definition.parse(resource(name))));
    for (long number = 1; number <= 14; number++) {
      order(cairn, number);
    }
    start(cairn, "counter", "The counter", JsonObject.of("served", 14));
    for (var title : List.of("Why oak", "How we pack", "The year of the lamp")) {
      var id = start(cairn, "article", title, JsonObject.of("author", "Ada", "pages", 3));
      rewrite(cairn, id);
    }
    start(cairn, "trip", "Trade fair in Milan", JsonObject.of("traveller", "Leo"));
    start(cairn, "trip", "Visit to the mill", JsonObject.of("patient", false));
  }

  private static void order(Cairn cairn, long number) {
    var context =
        JsonObject.of(
            "number",
            number,
            "total",
            40 + number * 37 % 900,
            "customer",
            JsonObject.of(
                "name", pick(PEOPLE, number), "tier", number % 3 == 0 ? "gold" : "silver"));
    start(cairn, "order", pick(WARES, number) + " for " + pick(PEOPLE, number), context);
  }

  private static String pick(List<String> from, long number) {
    return from.get((int) (number % from.size()));
  }

  private static InstanceId start(Cairn cairn, String name, String title, JsonObject more) {
    var wanted =
        NewInstance.of(name)
            .context(more.with("title", Json.of(title)))
            .tags("demo", name)
            .started();
    return cairn.workflows().create(wanted).id();
  }

  /** A history to look at: people work on a text before it is decided on. */
  private static void rewrite(Cairn cairn, InstanceId id) {
    change(cairn, "mia", id, "a first outline", JsonObject.of("outline", List.of("then", "now")));
    cairn.as("mia").history().checkpoint(id, "outline agreed");
    change(cairn, "leo", id, "numbers checked", JsonObject.of("pages", 5, "checked", true));
    change(cairn, "agent-7", id, "shortened", JsonObject.of("pages", 4, "words", 1180));
  }

  private static void change(
      Cairn cairn, String actor, InstanceId id, String why, JsonObject patch) {
    var commit = Commit.to(id).because(why).with(new Mutation.MergeContext(patch));
    cairn.as(actor).workflows().commit(commit).orThrow();
  }

  private static Json resource(String name) {
    try (InputStream in = Living.class.getResourceAsStream(name + ".json")) {
      return Json.parse(Objects.requireNonNull(in, name).readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
