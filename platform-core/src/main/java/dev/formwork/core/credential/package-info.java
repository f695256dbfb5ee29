/** Passwords and secrets: made, hashed, compared. */
package dev.formwork.core.credential;
