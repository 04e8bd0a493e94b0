package dev.cairn;

import java.util.UUID;

/** Names a user: a person, a service or an agent. */
public record UserId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
