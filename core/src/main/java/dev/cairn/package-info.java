/** The words of Cairn: what callers say and what they are answered. */
@NullMarked
package dev.cairn;

import org.jspecify.annotations.NullMarked;
