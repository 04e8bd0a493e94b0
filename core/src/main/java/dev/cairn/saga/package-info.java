/**
 * Sagas as their own design knows them: steps with actions and compensations, registered together
 * with the code that runs them. A small layer over definitions and the engine; it keeps nothing of
 * its own.
 */
@NullMarked
package dev.cairn.saga;

import org.jspecify.annotations.NullMarked;
