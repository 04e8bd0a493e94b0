/** Tests of the log. */
@NullMarked
package dev.cairn.server.log;

import org.jspecify.annotations.NullMarked;
