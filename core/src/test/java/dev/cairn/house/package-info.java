/** Rules of the house, written as tests: they look at the code, and run none of it. */
@NullMarked
package dev.cairn.house;

import org.jspecify.annotations.NullMarked;
