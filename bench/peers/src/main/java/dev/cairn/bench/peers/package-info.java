/**
 * Other engines with the workflows of our benchmark, each in a process of its own, as their
 * documentation says to use them. Nothing here is part of the product, or of its build.
 */
@NullMarked
package dev.cairn.bench.peers;

import org.jspecify.annotations.NullMarked;
