package dev.formwork.core.workspace.schedule;

/**
 * A kind of work that falls due in workspaces.
 *
 * @param name for messages between nodes and for the log; without spaces
 */
public record WorkKind(String name) {}
