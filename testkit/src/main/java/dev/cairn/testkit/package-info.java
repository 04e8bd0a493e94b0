/**
 * What Cairn is tested with: a clock that stands still, a store in memory, seeded random documents
 * and commits, and the contracts that every store and every home of the public interface fulfils.
 */
@NullMarked
package dev.cairn.testkit;

import org.jspecify.annotations.NullMarked;
