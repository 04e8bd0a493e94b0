/**
 * JSON state with concurrency control: reading, changing by function or patch under a policy,
 * querying by path, and proving by checksum. What could not be done because somebody else came
 * first is an answer, not a failure.
 */
@NullMarked
package dev.cairn.state;

import org.jspecify.annotations.NullMarked;
