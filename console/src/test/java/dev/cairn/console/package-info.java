/** What is sent is complete, and what others wrote is as they published it. */
@NullMarked
package dev.cairn.console;

import org.jspecify.annotations.NullMarked;
