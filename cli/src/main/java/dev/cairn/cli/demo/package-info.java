/**
 * The demonstration: plays recorded workflow executions on a fresh store, then shows, with the
 * values at hand, what Cairn keeps of them. Everything it claims is checked.
 */
@NullMarked
package dev.cairn.cli.demo;

import org.jspecify.annotations.NullMarked;
