/** The layer over the web server. */
@NullMarked
package dev.cairn.server.http;

import org.jspecify.annotations.NullMarked;
