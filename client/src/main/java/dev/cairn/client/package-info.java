/**
 * Cairn over HTTP: the same doors as those of a store that is opened in this process, spoken to a
 * server by its REST contract.
 */
@NullMarked
package dev.cairn.client;

import org.jspecify.annotations.NullMarked;
