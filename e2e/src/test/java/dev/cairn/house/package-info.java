/** Rules of the house that hold for the program as a whole. */
@NullMarked
package dev.cairn.house;

import org.jspecify.annotations.NullMarked;
