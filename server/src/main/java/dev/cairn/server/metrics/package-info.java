/** Figures of a running server, for Prometheus. */
@NullMarked
package dev.cairn.server.metrics;

import org.jspecify.annotations.NullMarked;
