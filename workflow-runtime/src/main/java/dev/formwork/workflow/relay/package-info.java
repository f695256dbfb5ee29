/** Empties the outboxes of the workspaces, so that every screen learns of every change. */
package dev.formwork.workflow.relay;
