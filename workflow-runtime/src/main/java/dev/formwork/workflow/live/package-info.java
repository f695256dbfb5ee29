/**
 * Tells screens and event streams on every node that a member's tasks or a record's flows changed.
 */
package dev.formwork.workflow.live;
