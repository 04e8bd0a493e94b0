/**
 * The atomic commit protocol as a value: a {@link dev.cairn.cases.CaseState} is one state of one
 * case and a buffer of changes to it. Buffer, validate, apply, persist, receipt: nobody sees a
 * change before its commit, and a commit that is refused leaves everything as it was.
 */
@NullMarked
package dev.cairn.cases;

import org.jspecify.annotations.NullMarked;
