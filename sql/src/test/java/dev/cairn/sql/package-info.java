/** Both stores on real databases. */
@NullMarked
package dev.cairn.sql;

import org.jspecify.annotations.NullMarked;
