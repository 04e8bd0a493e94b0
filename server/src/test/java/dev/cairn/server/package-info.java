/** The server as a whole, and what tests of it share. */
@NullMarked
package dev.cairn.server;

import org.jspecify.annotations.NullMarked;
