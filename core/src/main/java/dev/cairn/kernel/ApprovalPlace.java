package dev.cairn.kernel;

import dev.cairn.Approval;
import dev.cairn.CairnException;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonException;
import dev.cairn.json.JsonNull;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page of approvals ended: behind some instances, and behind some approvals of the one that
 * comes next. Several may wait on one instance.
 *
 * @param after the cursor of the instances
 * @param last the instance and the last of its approvals that was told, by its id
 */
record ApprovalPlace(Optional<String> after, Optional<Told> last) {
  static final ApprovalPlace BEGIN = new ApprovalPlace(Optional.empty(), Optional.empty());

  private record Told(String instance, String approval) {}

  ApprovalPlace(Optional<String> after, Approval last) {
    this(after, Optional.of(new Told(last.instanceId().toString(), last.id())));
  }

  static ApprovalPlace after(String cursor) {
    return new ApprovalPlace(Optional.of(cursor), Optional.empty());
  }

  /** Whether an approval is still to be told, among those of the instances behind the cursor. */
  boolean isBefore(Approval approval) {
    return last.filter(it -> it.instance().equals(approval.instanceId().toString()))
        .filter(it -> it.approval().compareTo(approval.id()) >= 0)
        .isEmpty();
  }

  /** Opaque to callers. */
  String text() {
    var place =
        JsonArray.of(
            after.<Json>map(Json::of).orElse(JsonNull.NULL),
            last.<Json>map(it -> JsonArray.of(it.instance(), it.approval())).orElse(JsonNull.NULL));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.canonical().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads {@link #text}.
   *
   * @throws CairnException.Invalid when it is something else
   */
  static ApprovalPlace parse(String text) {
    try {
      var place = Json.parse(Base64.getUrlDecoder().decode(text)).asArray();
      if (place.size() == 2) {
        return new ApprovalPlace(
            present(place.get(0)).map(Json::asString),
            present(place.get(1)).map(ApprovalPlace::told));
      }
    } catch (IllegalArgumentException | JsonException forged) {
      // One answer for everything that no page has given out.
    }
    throw new CairnException.Invalid(
        "invalid_cursor",
        "not a cursor of this query",
        "take the cursor of a page as it is; or begin anew");
  }

  private static Optional<Json> present(Json json) {
    return json.isNull() ? Optional.empty() : Optional.of(json);
  }

  private static Told told(Json json) {
    return new Told(json.asArray().get(0).asString(), json.asArray().get(1).asString());
  }
}
