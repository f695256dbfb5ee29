/**
 * Mistakes a user can make, as values: a stable code, a path into the input, a sentence in the
 * user's language.
 */
package dev.formwork.core.problem;
