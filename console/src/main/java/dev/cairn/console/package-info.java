/** The files of the web console, as a server sends them. They use nothing but the public API. */
@NullMarked
package dev.cairn.console;

import org.jspecify.annotations.NullMarked;
