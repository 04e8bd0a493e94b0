/**
 * Runs workflows: finds what is due in the lanes that this node holds, runs the handlers of steps
 * on virtual threads, and commits each result once. What becomes of a result is decided by {@code
 * dev.cairn.flow}, on the state that the commit meets.
 */
@NullMarked
package dev.cairn.engine;

import org.jspecify.annotations.NullMarked;
