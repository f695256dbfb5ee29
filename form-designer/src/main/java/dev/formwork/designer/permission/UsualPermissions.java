package dev.formwork.designer.permission;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.permission.FormPermissions;
import java.util.Comparator;

/** The permission sets that a form comes with, and goes back to by one press. Pure. */
public final class UsualPermissions {

  private static final String OWNER = "owner";

  private UsualPermissions() {}

  /** One's own records, those of one's team; all are the administrators' anyhow. */
  public static FormPermissions of(CompiledForm form) {
    return FormPermissions.usual(form.definition().key(), owner(form));
  }

  /**
   * The member field that says whose a record is: the one called so, or else the first. Null:
   * whoever made it.
   */
  private static String owner(CompiledForm form) {
    return form.definition().fields().stream()
        .filter(MemberField.class::isInstance)
        .map(field -> field.key().value())
        .min(Comparator.comparing((String key) -> !key.equals(OWNER)))
        .orElse(null);
  }
}
