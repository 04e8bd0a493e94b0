/** What is stored is what was committed, or it is found out and named. */
@NullMarked
package dev.cairn.integrity;

import org.jspecify.annotations.NullMarked;
