/** The routes of the REST contract: each reads a request, asks the caller's Cairn and answers. */
@NullMarked
package dev.cairn.server.api;

import org.jspecify.annotations.NullMarked;
