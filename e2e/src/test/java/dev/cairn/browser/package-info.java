/** The console in a real browser, over a real server. */
@NullMarked
package dev.cairn.browser;

import org.jspecify.annotations.NullMarked;
