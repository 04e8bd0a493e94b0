/** The contracts, run through the client, and tests of its own parts. */
@NullMarked
package dev.cairn.client;

import org.jspecify.annotations.NullMarked;
