/**
 * The services on records: commands that authorise, validate, compute and store, queries, previews,
 * drafts, history and recomputation.
 */
package dev.formwork.core.record;
