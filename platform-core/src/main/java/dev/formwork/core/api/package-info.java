/**
 * The REST endpoints over records, files, links, organisation and tokens, and what they share:
 * authentication by token, problem documents, rate limits, the OpenAPI description.
 */
package dev.formwork.core.api;
