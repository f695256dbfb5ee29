package dev.formwork.core.rights;

import dev.formwork.core.permission.PermissionSet;

/**
 * What a task gives of the record that it is about.
 *
 * @param form key of the record's form
 * @param withinOwn whether whoever has the task sees and sets no more of fields than they may
 *     anyway
 */
public record TaskPermissions(String form, PermissionSet set, boolean withinOwn) {}
