/** The workflows of the folder examples, run with what they need. */
@NullMarked
package dev.cairn.examples;

import org.jspecify.annotations.NullMarked;
