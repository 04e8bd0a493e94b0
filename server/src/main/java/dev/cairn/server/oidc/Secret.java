package dev.cairn.server.oidc;

/** A text that no log shows: it prints as nothing but a mark. */
public record Secret(String text) {
  @Override
  public String toString() {
    return "***";
  }
}
