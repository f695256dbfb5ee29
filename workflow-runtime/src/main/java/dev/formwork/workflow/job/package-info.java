/** Runs durable jobs: one at a time per worker, under a lease, on whichever node is free. */
package dev.formwork.workflow.job;
