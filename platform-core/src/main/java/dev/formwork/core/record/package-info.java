/**
 * The record path: authorise, validate, compute, store, change log, outbox, for every change from
 * wherever it comes; and the query path. Decisions are pure functions ({@link
 * dev.formwork.core.record.decision.RecordDecision}); {@link
 * dev.formwork.core.record.RecordService} does the I/O around them.
 */
package dev.formwork.core.record;
