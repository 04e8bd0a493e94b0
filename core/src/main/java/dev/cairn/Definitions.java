package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The registry of definitions. Ids are looked up without regard to case. */
public interface Definitions {

  /**
   * Keeps a version of a definition. The same definition again is no change.
   *
   * @throws CairnException.AlreadyExists when this version exists and differs
   * @throws CairnException.Invalid when the definition, its schema or an index is wrong
   */
  Definition register(Definition definition);

  /** The newest version that is not deprecated. */
  Optional<Definition> find(String id);

  Optional<Definition> find(String id, int version);

  /** All versions of all definitions, by id and version. */
  List<Definition> list();

  /** Keeps instances from being created with this version; those that exist go on. */
  void deprecate(String id, int version);

  /**
   * Says how a state of one schema version becomes one of the next, for every definition version
   * whose schema version is higher than the state's. Kept in this process only: code is not stored.
   */
  void migration(String id, int fromSchemaVersion, UnaryOperator<Json> context);

  /** What an eager migration would do to every living instance; nothing is stored. */
  MigrationReport dryRun(String id);

  /** Migrates every living instance that is behind, each in a commit of its own. */
  MigrationReport migrate(String id);

  /**
   * Which living instances would not fit another version of their definition, and why; nothing is
   * stored. They keep the version that they began with in any case.
   *
   * @throws CairnException.Invalid when the definition itself is wrong
   */
  default FitReport check(Definition candidate) {
    throw new CairnException.Invalid(
        "work_elsewhere", "this Cairn cannot check definitions", "open the store in this process");
  }

  /** How many living instances would fit, and which would not. */
  record FitReport(long fitting, List<MigrationReport.Failure> misfits) {
    public FitReport {
      misfits = List.copyOf(misfits);
    }

    /**
     * Reads {@link #toJson}.
     *
     * @throws dev.cairn.json.JsonException when a member is missing or has another type
     */
    public static FitReport parse(Json json) {
      var members = Members.of(json);
      return new FitReport(
          members.number("fitting"), members.list("misfits", MigrationReport.Failure::parse));
    }

    public JsonObject toJson() {
      return JsonObject.of(
          "fitting",
          fitting,
          "misfits",
          misfits.stream().map(MigrationReport.Failure::toJson).toList());
    }
  }

  /** How many instances had nothing to do, how many had, and which could not. */
  record MigrationReport(long current, long migrated, List<Failure> failures) {
    /** An instance that could not be migrated, and why. */
    public record Failure(InstanceId id, List<Reason> reasons) {
      private JsonObject toJson() {
        return JsonObject.of(
            "id", id.toString(), "reasons", reasons.stream().map(Reason::toJson).toList());
      }

      private static Failure parse(Json json) {
        var members = Members.of(json);
        return new Failure(members.id("id"), members.list("reasons", Reason::parse));
      }
    }

    public JsonObject toJson() {
      return JsonObject.of(
          "current",
          current,
          "migrated",
          migrated,
          "failures",
          failures.stream().map(Failure::toJson).toList());
    }

    /**
     * Reads {@link #toJson}.
     *
     * @throws dev.cairn.json.JsonException when a member is missing or has another type
     * @throws CairnException.Invalid when a member has a value that it cannot have
     */
    public static MigrationReport parse(Json json) {
      var members = Members.of(json);
      return new MigrationReport(
          members.number("current"),
          members.number("migrated"),
          members.list("failures", Failure::parse));
    }
  }
}
