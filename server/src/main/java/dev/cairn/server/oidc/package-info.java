/**
 * Signing in to the console at an identity provider (OpenID Connect): the authorization code flow,
 * with PKCE. What the provider says is believed by the same machinery as any other token.
 */
@NullMarked
package dev.cairn.server.oidc;

import org.jspecify.annotations.NullMarked;
