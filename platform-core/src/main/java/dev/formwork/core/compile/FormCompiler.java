package dev.formwork.core.compile;

import dev.formwork.core.definition.AppKey;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a definition into a {@link CompiledForm}, or into all the reasons why it cannot be one.
 * Pure.
 */
public final class FormCompiler {

  /** What came out: exactly one of a form and a non-empty list of problems. */
  public sealed interface Result {

    record Compiled(CompiledForm form) implements Result {}

    record Failed(List<Problem> problems) implements Result {}
  }

  private final String schema;
  private final AppKey app;
  private final FormDefinition definition;
  private final FormDirectory directory;
  private final List<Problem> problems = new ArrayList<>();

  private FormCompiler(
      String schema, AppKey app, FormDefinition definition, FormDirectory directory) {
    this.schema = schema;
    this.app = app;
    this.definition = definition;
    this.directory = directory;
  }

  /**
   * @param schema of the workspace
   * @param version the definition has or is about to get
   */
  public static Result compile(
      String schema, AppKey app, FormDefinition definition, int version, FormDirectory directory) {
    return new FormCompiler(schema, app, definition, directory).run(version);
  }

  private Result run(int version) {
    problems.addAll(FormRules.check(definition, directory));
    if (!problems.isEmpty()) {
      return new Result.Failed(problems);
    }
    var table = TableName.of(schema, app, definition.key());
    var columns = new FormColumns(schema, app, definition, table, problems);
    var subforms = columns.subforms();
    var title = title(columns);
    var defaults = defaults(columns);
    var form =
        problems.isEmpty()
            ? CompiledForm.of(
                app,
                definition,
                version,
                table,
                columns.stored(),
                subforms,
                defaults,
                columns.computations(),
                title.orElseThrow(),
                columns)
            : null;
    return form == null ? new Result.Failed(problems) : new Result.Compiled(form);
  }

  private Optional<CompiledExpression> title(FormColumns columns) {
    var source = definition.titleExpression();
    if (source == null) {
      source =
          definition.fields().stream()
              .filter(field -> !(field instanceof SubformField))
              .findFirst()
              .map(field -> "\"\" & " + field.key())
              .orElse("\"\"");
    }
    return compiled(source, "/recordTitle", columns);
  }

  private List<Computation> defaults(FormColumns columns) {
    var defaults = new ArrayList<Computation>();
    for (int i = 0; i < definition.fields().size(); i++) {
      Field field = definition.fields().get(i);
      var source = field.head().defaultExpression();
      if (source == null || field instanceof SubformField || field instanceof ComputedField) {
        continue;
      }
      var path = "/fields/" + i + "/default";
      var column = columns.column(field.key().value());
      compiled(source, path, columns)
          .ifPresent(
              expression -> {
                if (!Fitting.fits(expression.type(), column.type())) {
                  problems.add(
                      Problem.at(
                          path,
                          "default-of-other-type",
                          field.key(),
                          column.type().valueType(),
                          expression.type()));
                } else {
                  defaults.add(new Computation(column, expression));
                }
              });
    }
    return List.copyOf(defaults);
  }

  private Optional<CompiledExpression> compiled(String source, String path, FormColumns columns) {
    try {
      return Optional.of(CompiledExpression.of(source, columns));
    } catch (CompiledExpression.InvalidExpression e) {
      problems.add(e.problem().in(path));
      return Optional.empty();
    }
  }
}
