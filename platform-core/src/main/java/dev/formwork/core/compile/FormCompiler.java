package dev.formwork.core.compile;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.expression.SymbolTable;
import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.field.FieldTable;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /**
   * What a form is compiled among.
   *
   * @param schema of the workspace
   * @param library the functions its formulas may call
   * @param links to the other forms, bound when all are compiled
   */
  public record Setting(
      String schema, AppKey app, FormDirectory directory, FunctionLibrary library, AppGraph links) {

    public static Setting of(String schema, AppKey app, FormDirectory directory) {
      return new Setting(schema, app, directory, BuiltInFunctions.INSTANCE, AppGraph.none());
    }
  }

  private final Setting setting;
  private final FormDefinition definition;
  private final RecordingDirectory directory;
  private final List<Problem> problems = new ArrayList<>();

  private FormCompiler(Setting setting, FormDefinition definition) {
    this.setting = setting;
    this.definition = definition;
    this.directory = new RecordingDirectory(setting.directory);
  }

  /**
   * A form among forms, with the functions everybody has.
   *
   * @param version the definition has or is about to get
   */
  public static Result compile(
      String schema, AppKey app, FormDefinition definition, int version, FormDirectory directory) {
    return compile(Setting.of(schema, app, directory), definition, version);
  }

  public static Result compile(Setting setting, FormDefinition definition, int version) {
    return new FormCompiler(setting, definition).run(version);
  }

  /**
   * The names a form's formulas may use, also while it still has mistakes.
   *
   * @param subform whose rows the formula belongs to; null: the record
   */
  public static SymbolTable names(Setting setting, FormDefinition definition, String subform) {
    return names(setting, definition, subform, false);
  }

  /** The same for the filter of a lookup, which is a question also where it stands in a row. */
  public static SymbolTable namesAsking(
      Setting setting, FormDefinition definition, String subform) {
    return names(setting, definition, subform, true);
  }

  private static SymbolTable names(
      Setting setting, FormDefinition definition, String subform, boolean asking) {
    var app = new AppNameResolver(setting, setting.directory);
    app.letRowsAsk(asking);
    var columns = app.named(definition);
    return subform == null ? columns : columns.child(subform).orElse(columns);
  }

  private Result run(int version) {
    problems.addAll(FormValidator.check(definition, directory));
    if (!problems.isEmpty()) {
      return new Result.Failed(problems);
    }
    var app = new AppNameResolver(setting, directory);
    var columns = app.compiled(definition, problems);
    var title = title(columns);
    if (title.isEmpty() || !problems.isEmpty()) {
      return new Result.Failed(problems);
    }
    var form = form(version, columns, title.get());
    return problems.isEmpty() ? new Result.Compiled(form) : new Result.Failed(problems);
  }

  private CompiledForm form(int version, FormNameResolver columns, CompiledExpression title) {
    var rules = new RuleCompiler(columns, definition, problems);
    var subforms = columns.children().stream().map(child -> subform(child, rules)).toList();
    var defaults = rules.defaults(columns);
    var fieldRules = rules.fields(columns);
    var lookups =
        Stream.concat(Stream.of(columns), columns.children().stream())
            .flatMap(one -> rules.lookups(one).stream())
            .toList();
    var validations = rules.validations();
    var invariants = rules.invariants();
    var rollups =
        Stream.concat(Stream.of(columns), columns.children().stream())
            .flatMap(one -> one.rollups().stream())
            .toList();
    var links = new DependencyCompiler(columns);
    var stored = stored(columns, title);
    var reads = reads(links, stored, rollups, invariants);
    var all = new ArrayList<>(stored);
    columns.virtuals().forEach(virtual -> all.add(virtual.expression()));
    rules.compiled().forEach(all::add);
    var every = columns.all();
    var index = FormIndex.of(every, subforms);
    return new CompiledForm(
        setting.app,
        definition,
        version,
        columns.table(),
        every,
        subforms,
        defaults,
        columns.formulas(),
        columns.virtuals(),
        rollups,
        title,
        fieldRules,
        lookups,
        validations,
        invariants,
        links.needs(all.stream(), stored),
        reads,
        all.stream()
            .flatMap(one -> one.questions().stream())
            .filter(question -> lookups.stream().noneMatch(one -> question.equals(one.allowed())))
            .toList(),
        all.stream().anyMatch(CompiledExpression::callsScripts),
        directory.asked(),
        new FormSymbols(setting, new FormSymbols.ResolvedForm(definition, index), null),
        setting.links,
        FormSql.of(columns.table(), index, subforms),
        index,
        FieldTable.of(definition.fields()));
  }

  /** What stored values and invariants rest on in other forms. */
  private List<Dependency> reads(
      DependencyCompiler links,
      List<CompiledExpression> stored,
      List<CompiledRollup> rollups,
      List<CompiledRule> invariants) {
    var reads = new ArrayList<Dependency>(links.looking(stored.stream()));
    rollups.forEach(rollup -> reads.add(DependencyCompiler.pointing(rollup)));
    reads.addAll(tied(links, stored, "/fields"));
    for (int i = 0; i < invariants.size(); i++) {
      reads.addAll(tied(links, List.of(invariants.get(i).check()), "/invariants/" + i + "/check"));
    }
    return List.copyOf(reads);
  }

  private static CompiledSubform subform(FormNameResolver child, RuleCompiler rules) {
    return new CompiledSubform(
        (SubformField) child.outer().fields().get(child.subformSlot()),
        child.subformSlot(),
        child.table(),
        child.all(),
        rules.defaults(child),
        rules.fields(child));
  }

  /** The expressions whose results are in the tables. */
  private static List<CompiledExpression> stored(
      FormNameResolver columns, CompiledExpression title) {
    var stored = new ArrayList<CompiledExpression>();
    columns.formulas().forEach(one -> stored.add(one.computation().expression()));
    stored.add(title);
    return stored;
  }

  private List<Dependency> tied(
      DependencyCompiler links, List<CompiledExpression> expressions, String at) {
    return expressions.stream()
        .flatMap(one -> one.questions().stream())
        .flatMap(question -> links.pointing(question, at, problems).stream())
        .toList();
  }

  private Optional<CompiledExpression> title(FormNameResolver columns) {
    var source = definition.titleExpression();
    if (source == null) {
      source =
          definition.fields().stream()
              .filter(field -> !(field instanceof SubformField))
              .findFirst()
              .map(field -> "\"\" & {" + field.key() + "}")
              .orElse("\"\"");
    }
    return new RuleCompiler(columns, definition, problems)
        .compiled(source, "/recordTitle", columns);
  }
}
