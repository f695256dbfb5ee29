package dev.formwork.designer.permission;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordPermissionSets;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.rights.FormRights;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Explains a member's rights, for administrators of the app. */
@ApplicationScoped
public class PermissionExplanations {

  private final CompiledForms forms;
  private final RecordPermissionSets records;
  private final AppAuthorization authority;

  PermissionExplanations(
      CompiledForms forms, RecordPermissionSets records, AppAuthorization authority) {
    this.forms = forms;
    this.records = records;
    this.authority = authority;
  }

  /**
   * @param member whose rights are asked about
   * @param record null: the form as a whole
   */
  public Uni<PermissionExplanation> of(
      Caller caller, AppKey app, FormKey form, MemberId member, RecordId record) {
    return authority
        .requireAdministrator(caller, app)
        .chain(() -> forms.form(caller.workspace(), app, form))
        .chain(compiled -> explain(caller, compiled, standing(caller, member), record));
  }

  private static Membership standing(Caller caller, MemberId member) {
    return caller
        .people()
        .standing(member)
        .orElseThrow(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NO_SUCH_MEMBER, member));
  }

  private Uni<PermissionExplanation> explain(
      Caller caller, CompiledForm form, Membership membership, RecordId record) {
    if (!membership.active()) {
      return Uni.createFrom()
          .item(new PermissionExplanation(Set.of(), List.of(), Set.of(), Map.of(), null));
    }
    var other = caller.explaining(membership);
    if (record == null) {
      return Uni.createFrom().item(explanation(other, form, membership, null));
    }
    return records
        .holding(other, form, record)
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.RECORD_NOT_FOUND, record))
        .map(holding -> explanation(other, form, membership, holding));
  }

  private static PermissionExplanation explanation(
      Caller other, CompiledForm form, Membership membership, BitSet holding) {
    var app = RecordAccess.rights(other, form);
    var rights = app.of(form);
    var reasons = new ArrayList<PermissionExplanation.SetReason>();
    for (int i = 0; i < rights.sets().size(); i++) {
      var set = rights.sets().get(i).definition();
      boolean builtIn =
          form.links().permissions(form.definition().key()).sets().stream().noneMatch(set::equals);
      reasons.add(
          new PermissionExplanation.SetReason(
              set,
              builtIn,
              builtIn ? List.of() : set.who().reasons(membership, other.people()),
              holding == null ? null : holding.get(i)));
    }
    return new PermissionExplanation(
        app.roles(),
        reasons,
        actions(rights, holding),
        fields(form, rights, holding),
        holding == null ? null : gives(rights, holding, RecordAction.READ));
  }

  private static boolean gives(FormRights rights, BitSet holding, RecordAction recordAction) {
    return holding.stream().anyMatch(i -> rights.sets().get(i).gives(recordAction));
  }

  private static Set<RecordAction> actions(FormRights rights, BitSet holding) {
    var actions = EnumSet.noneOf(RecordAction.class);
    for (int i = 0; i < rights.sets().size(); i++) {
      if (holding == null || holding.get(i)) {
        actions.addAll(rights.sets().get(i).definition().actions());
      }
    }
    return actions;
  }

  private static Map<String, FieldRight> fields(
      CompiledForm form, FormRights rights, BitSet holding) {
    var fields = new LinkedHashMap<String, FieldRight>();
    var recordVisibility = holding == null ? null : rights.sight(holding);
    int slot = 0;
    for (var field : form.definition().fields()) {
      var path = field.key().value();
      fields.put(
          path,
          right(
              rights,
              path,
              recordVisibility == null ? rights.right(path) : recordVisibility.right(slot)));
      if (field instanceof SubformField subform) {
        int column = 0;
        for (var inner : subform.fields()) {
          var place = path + "." + inner.key();
          fields.put(
              place,
              right(
                  rights,
                  place,
                  recordVisibility == null
                      ? rights.right(place)
                      : recordVisibility.right(slot, column)));
          column++;
        }
      }
      slot++;
    }
    return fields;
  }

  /** What is declared open for writing is read-only without an action that writes. */
  private static FieldRight right(FormRights rights, String path, FieldRight reading) {
    boolean writes =
        rights.isWritable(RecordAction.CHANGE, path)
            || rights.isWritable(RecordAction.CREATE, path);
    return writes ? reading : reading.atMost(FieldRight.READ);
  }
}
