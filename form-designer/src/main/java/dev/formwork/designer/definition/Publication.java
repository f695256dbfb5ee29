package dev.formwork.designer.definition;

import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.core.workspace.definition.StoredDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one publish makes live, and what it rests on.
 *
 * @param rows of the changed definitions as they were read, by row; without those that are new
 * @param steps what it does besides
 * @param audit what the audit log says of it
 */
record Publication(
    AppChange change,
    Map<DefinitionId, StoredDefinition> rows,
    List<PublishStep> steps,
    List<AuditEvent> audit) {

  /** In the order in which their rows are locked. */
  List<NewVersion<?>> versions() {
    return change.wanted().stream()
        .<NewVersion<?>>map(one -> one)
        .sorted(Comparator.comparing(one -> one.id().row()))
        .toList();
  }

  Optional<StoredDefinition> row(NewVersion<?> one) {
    return Optional.ofNullable(rows.get(one.id().row()));
  }

  /** What is worked on afterwards: the new version; of an app, drafts of its other parts stay. */
  String draft(NewVersion<?> one) {
    return row(one)
        .map(row -> AppParts.with(one.id(), StoredDefinition.tree(row.draft()), one.stored()))
        .orElse(one.row())
        .toString();
  }
}
