/** A {@link dev.cairn.Cairn} at the other end of an HTTP connection. */
@NullMarked
package dev.cairn.client;

import org.jspecify.annotations.NullMarked;
