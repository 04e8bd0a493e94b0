/** The port to the databases, in the kernel's language. Sets in, sets out, guards in the write. */
@NullMarked
package dev.cairn.store;

import org.jspecify.annotations.NullMarked;
