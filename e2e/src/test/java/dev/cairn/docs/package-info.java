/** The documentation, executed: every example in it is compiled, run or recomputed here. */
@NullMarked
package dev.cairn.docs;

import org.jspecify.annotations.NullMarked;
