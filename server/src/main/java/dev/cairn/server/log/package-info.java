/** What a running server tells its operator, line by line. */
@NullMarked
package dev.cairn.server.log;

import org.jspecify.annotations.NullMarked;
