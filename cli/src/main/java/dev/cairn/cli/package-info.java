/** The {@code cairn} program: what it is told on the command line, and what it prints. */
@NullMarked
package dev.cairn.cli;

import org.jspecify.annotations.NullMarked;
