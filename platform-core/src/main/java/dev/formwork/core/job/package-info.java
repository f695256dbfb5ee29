/**
 * Work that outlives a request and a crash: the queue, who runs it, and what a kind of job must be
 * able to do.
 */
package dev.formwork.core.job;
