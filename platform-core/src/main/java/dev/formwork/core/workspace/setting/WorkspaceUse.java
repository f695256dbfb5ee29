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
 * @param mostFileBytes that attachments may take together; 0: no limit
 * @param largestFile bytes that one may have
 */
public record WorkspaceUse(
    long people,
    long services,
    long apps,
    long forms,
    long bytes,
    long fileBytes,
    long mostFileBytes,
    long largestFile) {}
