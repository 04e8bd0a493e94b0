/** Kills, power cuts and broken connections: what was acknowledged is there afterwards. */
@NullMarked
package dev.cairn.crash;

import org.jspecify.annotations.NullMarked;
