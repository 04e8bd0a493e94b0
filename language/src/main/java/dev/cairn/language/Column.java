package dev.cairn.language;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What every instance has, whatever its state. */
enum Column {
  STATUS("status"),
  DEFINITION("definition"),
  OWNER("owner"),
  PARENT("parent"),
  ID("id"),
  TAGS("tags"),
  PARTICIPANTS("participants"),
  CREATED_AT("createdAt"),
  UPDATED_AT("updatedAt");

  private static final String ALIAS_OF_DEFINITION = "workflowId";

  private final String text;

  Column(String text) {
    this.text = text;
  }

  static Optional<Column> named(String name) {
    if (name.equals(ALIAS_OF_DEFINITION)) {
      return Optional.of(DEFINITION);
    }
    return Arrays.stream(values()).filter(column -> column.text.equals(name)).findFirst();
  }

  /** All names, for messages. */
  static String names() {
    return Arrays.stream(values()).map(Column::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return text;
  }
}
