/** What is sent is complete, and what others wrote is as they published it. */
@org.jspecify.annotations.NullMarked
package dev.cairn.console;
