/** The routes, asked over HTTP. */
@NullMarked
package dev.cairn.server.api;

import org.jspecify.annotations.NullMarked;
