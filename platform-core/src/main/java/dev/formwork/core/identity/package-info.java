/**
 * Sign-in by a provider that a workspace trusts: OpenID Connect Core 1.0, the authorization code
 * flow with PKCE (RFC 7636).
 */
package dev.formwork.core.identity;
