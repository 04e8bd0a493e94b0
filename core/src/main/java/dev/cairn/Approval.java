package dev.cairn;

import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * An approval that waits.
 *
 * @param roles of which a decider must have one; anybody when empty
 * @param approvers who may decide; anybody when empty
 * @param votes those given so far
 * @param checksum of the instance now, to be given with the decision
 */
public record Approval(
    String id,
    InstanceId instanceId,
    String workflowId,
    String stepId,
    String name,
    Set<String> roles,
    Set<String> approvers,
    int quorum,
    JsonArray votes,
    Optional<Instant> deadline,
    String checksum) {

  public Approval {
    roles = Set.copyOf(roles);
    approvers = Set.copyOf(approvers);
  }

  /** Whether somebody with these roles may decide, and has not yet. */
  public boolean isFor(String subject, Set<String> has) {
    boolean may =
        (roles.isEmpty() || !Collections.disjoint(roles, has))
            && (approvers.isEmpty() || approvers.contains(subject));
    return may
        && votes.items().stream()
            .noneMatch(vote -> vote.asObject().require("by").asString().equals(subject));
  }

  /**
   * Reads {@link #toJson}.
   *
   * @throws dev.cairn.json.JsonException when a member is missing or has another type
   */
  public static Approval parse(Json json) {
    var members = Members.of(json);
    return new Approval(
        members.text("id"),
        members.id("instanceId"),
        members.text("workflowId"),
        members.text("stepId"),
        members.text("name"),
        Set.copyOf(members.list("roles", Json::asString)),
        Set.copyOf(members.list("approvers", Json::asString)),
        Math.toIntExact(members.number("quorum")),
        members.value("votes").asArray(),
        members.optionalTime("deadline"),
        members.text("checksum"));
  }

  public JsonObject toJson() {
    return JsonObject.builder()
        .put("id", Json.of(id))
        .put("instanceId", Json.of(instanceId.toString()))
        .put("workflowId", Json.of(workflowId))
        .put("stepId", Json.of(stepId))
        .put("name", Json.of(name))
        .put("roles", Json.of(roles.stream().sorted().toList()))
        .put("approvers", Json.of(approvers.stream().sorted().toList()))
        .put("quorum", Json.of(quorum))
        .put("votes", votes)
        .put("deadline", InstanceJson.text(deadline.map(Times::format)))
        .put("checksum", Json.of(checksum))
        .build();
  }
}
