/**
 * Definitions that run: what their steps mean, as typed values, read from the JSON of the registry
 * and checked as a whole.
 */
@NullMarked
package dev.cairn.definition;

import org.jspecify.annotations.NullMarked;
