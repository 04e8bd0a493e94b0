package dev.cairn.store;

import dev.cairn.InstanceId;
import dev.cairn.State;

/** The whole state at a version: what shortens the way to the versions after it. */
public record Snapshot(InstanceId instance, long version, State state) {}
