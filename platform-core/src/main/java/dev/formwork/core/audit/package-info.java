/**
 * The audit log: an append-only, hash-chained record of what happened to people, permissions and
 * definitions.
 */
package dev.formwork.core.audit;
