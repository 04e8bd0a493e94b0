package dev.cairn.definition;

/** What is wrong with a definition, and where: a JSON Pointer into it. */
public record Problem(String place, String message) {
  @Override
  public String toString() {
    return (place.isEmpty() ? "/" : place) + ": " + message;
  }
}
