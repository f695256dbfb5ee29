/** Durable jobs: the queue, its leases, and what a kind of job must implement. */
package dev.formwork.core.job;
