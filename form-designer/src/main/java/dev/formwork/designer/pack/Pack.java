package dev.formwork.designer.pack;

import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.List;

/**
 * A pack, read and checked for shape.
 *
 * @param permissions of its forms; a form without any gets the usual ones
 * @param roles that its flows and permissions speak of
 * @param samples CSV files, in the order they must be imported
 */
public record Pack(
    String key,
    String version,
    Title title,
    Title description,
    AppDefinition app,
    List<FormDefinition> forms,
    List<FlowDefinition> flows,
    List<FormPermissions> permissions,
    List<WorkspaceRole> roles,
    List<Sample> samples) {

  /** Sample records of one form. */
  public record Sample(String form, String csv) {}
}
