/** The REST contract over a {@link dev.cairn.Cairn}: routes, live streams, sign-in, metrics. */
@org.jspecify.annotations.NullMarked
package dev.cairn.server;
