package dev.formwork.core.rights;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.Maskable;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.Key;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Turns permission sets into what a request can ask, or says what is wrong with them. Pure. */
public final class PermissionCompiler {

  private final CompiledForm form;
  private final List<Problem> problems = new ArrayList<>();

  private PermissionCompiler(CompiledForm form) {
    this.form = form;
  }

  /** What came out; the sets are complete only when there are no problems. */
  public record Result(List<CompiledPermissionSet> sets, List<Problem> problems) {}

  public static Result compile(CompiledForm form, FormPermissions permissions) {
    var compiler = new PermissionCompiler(form);
    var sets = new ArrayList<CompiledPermissionSet>();
    var keys = new HashSet<String>();
    for (int i = 0; i < permissions.sets().size(); i++) {
      var set = permissions.sets().get(i);
      var path = "/sets/" + i;
      if (!Key.isValid(set.key()) || AppPermissions.isBuiltIn(set.key()) || !keys.add(set.key())) {
        compiler.problem(path + "/key", CoreProblem.PERMISSION_KEY, String.valueOf(set.key()));
      }
      compiler.compile(set, path).ifPresent(sets::add);
    }
    return new Result(List.copyOf(sets), List.copyOf(compiler.problems));
  }

  /**
   * Those that can be used: a set with a mistake, as after a field it names was removed, gives
   * nobody anything.
   */
  public static List<CompiledPermissionSet> usable(CompiledForm form, FormPermissions permissions) {
    return permissions.sets().stream()
        .flatMap(set -> new PermissionCompiler(form).compile(set, "").stream())
        .toList();
  }

  private void problem(String path, ProblemCode code, Object... arguments) {
    problems.add(Problem.at(path, code, arguments));
  }

  private Optional<CompiledPermissionSet> compile(PermissionSet set, String path) {
    int before = problems.size();
    if (set.actions().stream().anyMatch(Objects::isNull)) {
      problem(path + "/actions", CoreProblem.PERMISSION_ACTION);
    }
    set.fields().forEach((key, right) -> field(key, right, path + "/fields/" + key));
    if (set.otherFields() == FieldRight.MASKED) {
      problem(path + "/otherFields", CoreProblem.PERMISSION_MASK_OTHERS);
    }
    var rows = set.rows() == null ? null : rows(set.rows(), path + "/rows");
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(new CompiledPermissionSet(set, rows));
  }

  private void field(String key, FieldRight right, String path) {
    var found = field(key);
    if (found.isEmpty()) {
      problem(path, CoreProblem.UNKNOWN_FIELD, key);
    } else if (right == FieldRight.MASKED && !isMaskable(found.get())) {
      problem(path, CoreProblem.PERMISSION_MASK, found.get().title());
    }
  }

  private Optional<Field> field(String path) {
    var parts = path.split("\\.", 2);
    var outer = named(form.definition().fields(), parts[0]);
    return parts.length == 1
        ? outer
        : outer
            .filter(SubformField.class::isInstance)
            .flatMap(subform -> named(((SubformField) subform).fields(), parts[1]));
  }

  private static Optional<Field> named(List<Field> fields, String key) {
    return fields.stream().filter(field -> field.key().value().equals(key)).findFirst();
  }

  /** Whether some of its letters can be covered. */
  public static boolean isMaskable(Field field) {
    return field instanceof Maskable;
  }

  /** Null when it has a problem. */
  private CompiledExpression rows(String source, String path) {
    try {
      var expression = form.expression(source);
      if (expression.type() != ValueType.BOOLEAN) {
        problem(path, CoreProblem.RULE_NOT_BOOLEAN, expression.type());
      }
      expression
          .withoutSql()
          .ifPresent(name -> problem(path, CoreProblem.FILTER_WITHOUT_SQL, name));
      if (expression.isRandom()) {
        problem(path, CoreProblem.PERMISSION_RANDOM);
      }
      return expression;
    } catch (CompiledExpression.InvalidExpression e) {
      e.problems().forEach(one -> problems.add(one.in(path)));
      return null;
    }
  }
}
