/** Who calls, and what they may see and do: keys, tokens, roles, the guarded store. */
@org.jspecify.annotations.NullMarked
package dev.cairn.server.access;
