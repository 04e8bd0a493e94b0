package dev.cairn.server.api;

import dev.cairn.InstanceId;
import dev.cairn.OnConflict;
import dev.cairn.Query;
import dev.cairn.server.http.Fields;
import dev.cairn.server.http.Parameters;
import dev.cairn.server.http.Refusal;
import dev.cairn.server.http.Request;
import java.util.Optional;
import java.util.OptionalLong;

/** What several routes read in the same way. */
final class Requests {
  static final String WORKFLOWS = "/api/v1/workflows";
  static final String ONE = WORKFLOWS + "/{id}";

  private Requests() {}

  static InstanceId id(Request request) {
    return InstanceId.of(request.variable("id"));
  }

  /** A number that stands in the path. */
  static long number(Request request, String variable) {
    var text = request.variable(variable);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notOne) {
      throw Refusal.invalid(
          "invalid_version", "'" + variable + "' is not a whole number", "versions begin with 1");
    }
  }

  /** The version that a change was made from, where it may be stated: in the body or If-Match. */
  static Optional<Long> expectedVersion(Fields fields, OptionalLong header) {
    var stated = fields.number("expectedVersion");
    if (stated.isPresent() && header.isPresent()) {
      throw fields.invalid("expectedVersion", "and If-Match exclude each other");
    }
    return header.isPresent() ? Optional.of(header.getAsLong()) : stated;
  }

  /** How many items a page has: 1 to 100, 20 when left out; other numbers are clamped. */
  static int limit(Parameters parameters) {
    long limit = parameters.number("limit").orElse((long) Query.LIMIT_DEFAULT);
    return Math.clamp(limit, 1, Query.LIMIT_MAX);
  }

  /** The version that a page of an instance's history begins with. */
  static long from(Parameters parameters) {
    return parameters.text("cursor").map(Requests::cursor).orElse(1L);
  }

  static long cursor(String text) {
    try {
      long version = Long.parseLong(text);
      if (version > 0) {
        return version;
      }
    } catch (NumberFormatException notOurs) {
      // Falls through: a forged cursor deserves the same answer as one that is too small.
    }
    throw Refusal.invalid(
        "invalid_cursor", "this cursor was not given out here", "begin without a cursor");
  }

  static OnConflict policy(String name) {
    return switch (name) {
      case "reject" -> OnConflict.REJECT;
      case "merge" -> OnConflict.MERGE;
      case "retry" -> OnConflict.RETRY;
      default ->
          throw Refusal.invalid(
              "invalid_policy",
              "there is no such policy for conflicts",
              "write reject, merge or retry");
    };
  }
}
