/** A {@link dev.cairn.Cairn} at the other end of an HTTP connection. */
@org.jspecify.annotations.NullMarked
package dev.cairn.client;
