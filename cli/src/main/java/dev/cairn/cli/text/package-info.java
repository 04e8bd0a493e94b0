/** What people read: tables, colours, and texts that cannot take over a terminal. */
@NullMarked
package dev.cairn.cli.text;

import org.jspecify.annotations.NullMarked;
