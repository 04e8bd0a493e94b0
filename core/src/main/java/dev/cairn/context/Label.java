package dev.cairn.context;

import dev.cairn.CairnException;
import dev.cairn.Filter;
import dev.cairn.State;
import dev.cairn.StatePath;
import dev.cairn.json.Json;
import dev.cairn.json.JsonArray;
import dev.cairn.json.JsonBoolean;
import dev.cairn.json.JsonNull;
import dev.cairn.json.JsonNumber;
import dev.cairn.json.JsonObject;
import dev.cairn.json.JsonString;
import java.util.Locale;

/** What a context is filed under. Each is an attribute of the instance, null where it has none. */
enum Label {
  EPIC,
  STORY,
  FEATURE,
  WORKFLOW,
  PHASE;

  /** The attributes of a context that is filed under nothing yet. */
  static JsonObject none() {
    var attributes = JsonObject.builder();
    for (var label : values()) {
      attributes.put(label.toString(), JsonNull.NULL);
    }
    return attributes.build();
  }

  /** Contexts filed under {@code value}; null finds those that are filed under nothing. */
  Filter is(Json value) {
    var path = StatePath.parse(State.ATTRIBUTES + "." + this);
    var equal = new Filter.Compare(path, Filter.Operator.EQUAL, scalar(value));
    return value.isNull() ? equal.or(new Filter.Exists(path).not()) : equal;
  }

  /** Checks that a value may be a label. */
  Json scalar(Json value) {
    return switch (value) {
      case JsonString it -> it;
      case JsonNumber it -> it;
      case JsonBoolean it -> it;
      case JsonNull it -> it;
      case JsonObject it -> throw invalid();
      case JsonArray it -> throw invalid();
    };
  }

  private CairnException.Invalid invalid() {
    return new CairnException.Invalid(
        "invalid_label", this + " is not a simple value", "use a string or a number");
  }

  /** The name of the attribute. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
