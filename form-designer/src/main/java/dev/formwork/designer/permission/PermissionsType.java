package dev.formwork.designer.permission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.permission.AppRole;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.rights.PermissionCompiler;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.definition.AppChange;
import dev.formwork.designer.definition.DefinitionType;
import dev.formwork.designer.definition.Difference;
import dev.formwork.designer.definition.Differences;
import dev.formwork.designer.definition.ExpressionReferences;
import dev.formwork.designer.definition.JsonShape;
import dev.formwork.designer.definition.Reference;
import dev.formwork.designer.problem.DesignProblem;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The permission sets of forms. For administrators of the app. */
@Singleton
public final class PermissionsType implements DefinitionType<FormPermissions> {

  private static final int MAX_SETS = 100;

  @Override
  public DefinitionKind kind() {
    return DefinitionKind.PERMISSIONS;
  }

  @Override
  public AppRole editor() {
    return AppRole.ADMINISTRATOR;
  }

  @Override
  public FormPermissions read(JsonNode json) {
    return JsonShape.object(json, FormPermissions.class);
  }

  @Override
  public List<Problem> misplaced(FormPermissions permissions, String key) {
    return permissions.form() == null || permissions.form().value().equals(key)
        ? List.of()
        : List.of(Problem.at("/form", DesignProblem.KEY_MISMATCH, permissions.form(), key));
  }

  @Override
  public void requirePlace(DefinitionId id, CompiledApp app) {
    if (!app.forms().containsKey(id.key())) {
      throw missing(id);
    }
  }

  /** Those of an open form. */
  @Override
  public Optional<FormPermissions> initial(DefinitionId id) {
    return Optional.of(FormPermissions.open(new FormKey(id.key())));
  }

  /** One's own records and those of one's team: a new form is not open to everyone. */
  @Override
  public Optional<FormPermissions> ofNewForm(CompiledForm form) {
    return Optional.of(UsualPermissions.of(form));
  }

  @Override
  public Refusal missing(DefinitionId id) {
    return Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.FORM_NOT_FOUND, id.app(), id.key());
  }

  @Override
  public List<Problem> problems(DefinitionId id, FormPermissions permissions, AppChange change) {
    return permissions.sets().size() > MAX_SETS
        ? List.of(Problem.at("/sets", DesignProblem.TOO_MANY_SETS, MAX_SETS))
        : PermissionCompiler.compile(change.forms().get(id.key()), permissions).problems();
  }

  /** The permission sets of forms that would give nobody anything any more. */
  @Override
  public List<Problem> broken(AppChange change) {
    return change.before().forms().keySet().stream()
        .filter(key -> !change.isWanted(DefinitionKind.PERMISSIONS, key))
        .flatMap(key -> Optional.ofNullable(change.forms().get(key)).stream())
        .flatMap(form -> broken(form, change).stream())
        .toList();
  }

  private static List<Problem> broken(CompiledForm form, AppChange change) {
    var permissions = change.before().links().permissions(form.definition().key());
    if (!change.changed().contains(form.key()) && !asksChanged(permissions, change)) {
      return List.of();
    }
    return PermissionCompiler.compile(form, permissions).problems().stream()
        .map(
            problem ->
                Problem.at(
                    "",
                    DesignProblem.BREAKS_PERMISSIONS,
                    form.definition().title(),
                    problem.path(),
                    problem))
        .toList();
  }

  /** Whether a condition on records may ask one of the changed forms, which it then names. */
  private static boolean asksChanged(FormPermissions permissions, AppChange change) {
    return permissions.sets().stream()
        .anyMatch(
            set -> set.rows() != null && change.changed().stream().anyMatch(set.rows()::contains));
  }

  @Override
  public List<Difference> differences(FormPermissions before, FormPermissions after) {
    return new Differences()
        .whole("permissions", before, after, Set.of("sets"))
        .parts("set", before.sets(), after.sets(), PermissionSet::key, PermissionSet::title)
        .list();
  }

  @Override
  public List<Reference> references(DefinitionId id, FormPermissions permissions, CompiledApp app) {
    return Optional.ofNullable(app.forms().get(id.key()))
        .map(form -> references(form, permissions))
        .orElse(List.of());
  }

  private static List<Reference> references(CompiledForm form, FormPermissions permissions) {
    var references = new ArrayList<Reference>();
    references.add(new Reference("/form", DefinitionKind.FORM, form.key(), null));
    var sets = PermissionCompiler.compile(form, permissions).sets();
    for (var set : sets) {
      var at = "/sets/" + permissions.sets().indexOf(set.definition());
      set.definition()
          .fields()
          .keySet()
          .forEach(
              field ->
                  references.add(
                      new Reference(
                          at + "/fields/" + field, DefinitionKind.FORM, form.key(), field)));
      if (set.rows() != null) {
        references.addAll(ExpressionReferences.of(at + "/rows", set.rows().tree(), form));
      }
    }
    return List.copyOf(references);
  }

  @Override
  public AuditEvent audit(Caller caller, DefinitionId id, int version, JsonNode stored) {
    return AuditEvent.of(caller, "permissions.save", id.app() + "/" + id.key(), stored.toString());
  }
}
