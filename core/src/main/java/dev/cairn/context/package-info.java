/**
 * Context persistence with immutable versions: a {@link dev.cairn.context.WorkflowContext} is a
 * value that is saved, loaded, searched for by epic, story and feature, and of which every version
 * stays. A view of instances: whatever is saved here is seen through every other door, and the
 * other way round.
 */
@NullMarked
package dev.cairn.context;

import org.jspecify.annotations.NullMarked;
