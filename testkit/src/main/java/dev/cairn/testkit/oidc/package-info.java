/** An identity provider on a port of its own, to try with what signing in there does. */
@NullMarked
package dev.cairn.testkit.oidc;

import org.jspecify.annotations.NullMarked;
