/**
 * Secrets that must be read again, such as what a provider of identities gave us: sealed at rest
 * with a key that lies outside of the database and can be replaced.
 */
package dev.formwork.core.secret;
