/** Tests of JSON values, their canonical form, patches and merges. */
@NullMarked
package dev.cairn.json;

import org.jspecify.annotations.NullMarked;
