/** The contracts, run over the store in memory, and tests of the tools themselves. */
@NullMarked
package dev.cairn.testkit;

import org.jspecify.annotations.NullMarked;
