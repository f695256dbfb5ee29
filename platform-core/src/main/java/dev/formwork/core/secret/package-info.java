/** Secrets that must be read again, sealed at rest with keys that lie outside of the database. */
package dev.formwork.core.secret;
