package dev.formwork.core.organization;

import dev.formwork.core.naming.Title;

/**
 * What some members are in their work, such as sales manager: permissions and flows name them by
 * it.
 *
 * @param key that definitions use; never changes
 */
public record WorkspaceRole(String key, Title title) {}
