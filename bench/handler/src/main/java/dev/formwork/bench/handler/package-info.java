/**
 * The hand-written handler that the generated endpoints are measured beside: one resource, one
 * table, no permissions, no change log, no metadata.
 */
package dev.formwork.bench.handler;
