package dev.formwork.designer.definition;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.FunctionCategory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What expressions refer to: fields of their own form and of others, and an app's functions. */
public final class ExpressionReferences {

  private final CompiledForm form;

  private ExpressionReferences(CompiledForm form) {
    this.form = form;
  }

  /**
   * @param path of the expression
   * @param tree of it, compiled for records or rows of the form
   * @param form whose values beyond its own, such as variables of a flow, are no fields
   */
  public static List<Reference> of(String path, Expression tree, CompiledForm form) {
    return new ExpressionReferences(form).all(path, tree).distinct().toList();
  }

  private Stream<Reference> all(String path, Expression part) {
    return Stream.concat(
        of(path, part).stream(), part.parts().stream().flatMap(one -> all(path, one)));
  }

  private Optional<Reference> of(String path, Expression part) {
    return switch (part) {
      case Expression.FieldValue(var field) ->
          field.slot() < form.slots() ? field(path, form.key(), field.key()) : Optional.empty();
      case Expression.RowValue(var column) ->
          field(path, form.key(), column.subform() + "." + column.key());
      case Expression.LookupValue(var _, var target) -> field(path, target.form(), target.key());
      case Expression.ForeignValue(var target) -> field(path, target.form(), target.key());
      case Expression.Subquery subquery -> field(path, subquery.form(), null);
      case Expression.AggregateCall call ->
          call.source() instanceof Expression.Source.Rows(var rows, var _)
              ? field(path, form.key(), rows.key())
              : Optional.empty();
      case Expression.Call call ->
          call.function().family() == FunctionCategory.CUSTOM
              ? Optional.of(
                  new Reference(
                      path, DefinitionKind.FUNCTIONS, form.app().value(), call.function().name()))
              : Optional.empty();
      case Expression.Constant _,
          Expression.Items _,
          Expression.DayOf _,
          Expression.Unary _,
          Expression.Binary _ ->
          Optional.empty();
    };
  }

  private static Optional<Reference> field(String path, String form, String field) {
    return Optional.of(new Reference(path, DefinitionKind.FORM, form, field));
  }
}
