/**
 * Work that outlives a request and a crash: the queue and what a kind of job must be able to do.
 * Runs in workflow-runtime.
 */
package dev.formwork.core.job;
