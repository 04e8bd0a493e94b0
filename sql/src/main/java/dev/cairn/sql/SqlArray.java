package dev.cairn.sql;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A typed array, as only PostgreSQL has it: a column of many rows in one value. */
record SqlArray(String type, List<@Nullable Object> items) {

  /** In the class that the driver sends in binary form, where there is one. */
  @Nullable Object[] typed() {
    return switch (type) {
      case "bigint" -> items.toArray(Long[]::new);
      case "integer" -> items.toArray(Integer[]::new);
      case "text" -> items.toArray(String[]::new);
      case "bytea" -> items.toArray(byte[][]::new);
      case "uuid" -> items.toArray(UUID[]::new);
      default -> throw new IllegalArgumentException("no array of " + type);
    };
  }
}
