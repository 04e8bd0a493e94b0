/** Immutable JSON: portable values, their canonical form and hash, patches, differences, merges. */
@NullMarked
package dev.cairn.json;

import org.jspecify.annotations.NullMarked;
