/**
 * Steps that leave the database: HTTP calls, chat webhooks and scripts. They run at least once,
 * under an idempotency key that stays the same on every retry.
 */
package dev.formwork.workflow.outbound;
