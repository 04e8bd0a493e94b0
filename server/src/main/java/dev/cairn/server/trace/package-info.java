/** Spans of requests and of groups of commits, for a collector that speaks OpenTelemetry. */
@NullMarked
package dev.cairn.server.trace;

import org.jspecify.annotations.NullMarked;
