/**
 * Single sign-on by a provider that a workspace trusts: OpenID Connect Core 1.0, authorization code
 * flow with PKCE (RFC 7636).
 */
package dev.formwork.core.signin.openid;
