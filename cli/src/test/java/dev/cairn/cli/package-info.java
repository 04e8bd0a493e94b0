/** The program, run as a user runs it, on stores of its own. */
@NullMarked
package dev.cairn.cli;

import org.jspecify.annotations.NullMarked;
