/** What a running server tells its operator, line by line. */
@org.jspecify.annotations.NullMarked
package dev.cairn.server.log;
