package dev.cairn.definition;

/** What undoes a step that completed: a handler, and how often it is tried. */
public record Undo(String handler, Retry retry) {}
