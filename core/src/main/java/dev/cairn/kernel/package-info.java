/**
 * The protocol: buffer, validate, apply, persist, receipt. Deciding is pure; the store is reached
 * through its port; time and chance come from the options.
 */
@NullMarked
package dev.cairn.kernel;

import org.jspecify.annotations.NullMarked;
