/** Shows who may do what, and that nobody else can. */
@NullMarked
package dev.cairn.server.access;

import org.jspecify.annotations.NullMarked;
