/** The REST contract over a {@link dev.cairn.Cairn}: routes, live streams, sign-in, metrics. */
@NullMarked
package dev.cairn.server;

import org.jspecify.annotations.NullMarked;
