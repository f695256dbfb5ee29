/**
 * Secrets that steps of a flow send to other systems: stored sealed, opened for the call alone,
 * never shown again.
 */
package dev.formwork.workflow.secret;
