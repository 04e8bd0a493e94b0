/** A thin layer over the web server: routes, exchanges, limits, problem details. */
@NullMarked
package dev.cairn.server.http;

import org.jspecify.annotations.NullMarked;
