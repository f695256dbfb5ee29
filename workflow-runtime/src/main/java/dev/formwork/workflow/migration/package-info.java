/**
 * Moves running instances to the newest version of their flow, as far as every step they stand on
 * still exists there.
 */
package dev.formwork.workflow.migration;
