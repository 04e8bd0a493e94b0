/** The routes of the REST contract: each reads a request, asks the caller's Cairn and answers. */
@org.jspecify.annotations.NullMarked
package dev.cairn.server.api;
