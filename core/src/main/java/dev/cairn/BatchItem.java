package dev.cairn;

/** A member of a batch. */
public sealed interface BatchItem {
  record Create(NewInstance request) implements BatchItem {}

  record Change(Commit commit) implements BatchItem {}
}
