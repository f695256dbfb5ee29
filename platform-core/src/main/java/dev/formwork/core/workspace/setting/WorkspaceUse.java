package dev.formwork.core.workspace.setting;

/**
 * How much a workspace has.
 *
 * @param people who may come in
 * @param services programs with rights of their own
 * @param apps published
 * @param forms published
 * @param bytes that its tables take, with indexes
 * @param fileBytes of attachments
 */
public record WorkspaceUse(
    long people, long services, long apps, long forms, long bytes, long fileBytes) {}
