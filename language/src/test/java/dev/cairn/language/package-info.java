/** Conditions and schemas, tested by example, by published suites and at random. */
@NullMarked
package dev.cairn.language;

import org.jspecify.annotations.NullMarked;
