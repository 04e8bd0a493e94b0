/** The benchmarks run, and tell what they found. */
@NullMarked
package dev.cairn.bench;

import org.jspecify.annotations.NullMarked;
