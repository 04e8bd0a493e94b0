/** Figures of a running server, for Prometheus. */
@org.jspecify.annotations.NullMarked
package dev.cairn.server.metrics;
