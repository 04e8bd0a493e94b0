/** The files of the web console, as a server sends them. They use nothing but the public API. */
@org.jspecify.annotations.NullMarked
package dev.cairn.console;
