/** A thin layer over the web server: routes, exchanges, limits, problem details. */
@org.jspecify.annotations.NullMarked
package dev.cairn.server.http;
