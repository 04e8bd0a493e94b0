package dev.cairn.cli.text;

import dev.cairn.Status;

/** What a text is shown in, where colours are wanted; plain elsewhere. */
public enum Ink {
  PLAIN(""),
  BOLD("1"),
  FAINT("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  CYAN("36");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /** The ink of a status, the same everywhere. */
  public static Ink of(Status status) {
    return switch (status) {
      case CREATED -> PLAIN;
      case RUNNING -> CYAN;
      case PAUSED, WAITING_FOR_INPUT, WAITING_FOR_APPROVAL -> YELLOW;
      case COMPLETED -> GREEN;
      case FAILED -> RED;
      case CANCELLED -> FAINT;
    };
  }

  String paint(String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
