package dev.cairn.store;

import dev.cairn.Fence;
import dev.cairn.Instance;

/**
 * The newest version of an instance, and what the kernel keeps account of beside it.
 *
 * @param snapshotVersion the newest version that a snapshot was made of; 0 for none
 * @param deltaBytes the size of all bodies since then
 */
public record Head(Instance instance, Fence fence, long snapshotVersion, long deltaBytes) {}
