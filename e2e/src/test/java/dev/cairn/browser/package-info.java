/** The console in a real browser, over a real server. */
@org.jspecify.annotations.NullMarked
package dev.cairn.browser;
