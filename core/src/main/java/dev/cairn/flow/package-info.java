/**
 * What the steps of a definition make of a state: tokens move, scopes open and close, timers are
 * set, compensations are pushed and run. Pure: every change is an {@link dev.cairn.Intent}, decided
 * on the state that it meets; nothing here runs a handler, waits, or reads a clock.
 */
@NullMarked
package dev.cairn.flow;

import org.jspecify.annotations.NullMarked;
