/**
 * Who calls, and what they may see and do. What a server needs of it, in the order of a request:
 *
 * <ul>
 *   <li>{@link dev.cairn.server.access.Listening}: how a server may listen at all; {@link
 *       dev.cairn.server.access.Hosts}: whether a request is one of a browser led astray;
 *   <li>{@link dev.cairn.server.access.Credentials}: the text of the Authorization header becomes a
 *       {@link dev.cairn.server.access.Principal}, by API key or JWT; {@link
 *       dev.cairn.server.access.SessionRing}: so does the cookie of a browser;
 *   <li>{@link dev.cairn.server.access.RateLimits}: whether the principal asks for too much;
 *   <li>{@link dev.cairn.server.access.Access}: a {@link dev.cairn.Cairn} that does for the
 *       principal what it may, and nothing else. Every route works on that one only;
 *   <li>{@link dev.cairn.server.access.Streams}: long answers, ended when their key is revoked or
 *       their session ends;
 *   <li>{@link dev.cairn.server.access.FirstStart}: the admin key of a new store.
 * </ul>
 *
 * Nothing here knows HTTP but by texts, and nothing logs a secret. The guarded store notes what it
 * denies in {@link dev.cairn.server.access.Denials}; who calls the others notes what they refuse.
 */
@NullMarked
package dev.cairn.server.access;

import org.jspecify.annotations.NullMarked;
