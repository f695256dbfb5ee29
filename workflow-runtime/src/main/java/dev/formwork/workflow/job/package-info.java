/**
 * Durable jobs of flows: taken under a lease on whichever node is free, run, retried with back-off,
 * marked as failed after the last try.
 */
package dev.formwork.workflow.job;
