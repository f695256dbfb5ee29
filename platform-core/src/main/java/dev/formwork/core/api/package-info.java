/**
 * The REST endpoints over records, and what they share: sign-in by token, problem documents, the
 * OpenAPI description.
 */
package dev.formwork.core.api;
