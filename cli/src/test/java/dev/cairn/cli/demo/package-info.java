/** The demonstration, and the traces that come with it. */
@NullMarked
package dev.cairn.cli.demo;

import org.jspecify.annotations.NullMarked;
