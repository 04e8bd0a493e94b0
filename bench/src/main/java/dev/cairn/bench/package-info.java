/**
 * Benchmarks: our figures beside the raw floors, in turn, in one run on one machine. What counts is
 * the ratio of medians; an absolute figure tells of the machine.
 */
@NullMarked
package dev.cairn.bench;

import org.jspecify.annotations.NullMarked;
