package dev.formwork.core.importexport;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvFormat;
import dev.formwork.core.csv.Separator;
import dev.formwork.core.csv.TextEncoding;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a file becomes records.
 *
 * @param match key of a unique field by which existing records are found and updated; null: every
 *     row is new
 * @param columns column of the file → key of the field; columns not named are left out
 * @param values per field key: text in the file → text to be read instead, for names that are
 *     written otherwise
 * @param formats column of the file → how its cells are meant; what is not said is detected
 * @param encoding of the file; nullable: detected
 * @param separator of its cells; nullable: detected
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ImportPlan(
    String match,
    Map<String, String> columns,
    Map<String, Map<String, String>> values,
    Map<String, CellFormat> formats,
    TextEncoding encoding,
    Separator separator) {

  /** Says nothing. */
  public static final ImportPlan NONE = new ImportPlan(null, null, null, null, null, null);

  public ImportPlan {
    columns = columns == null ? Map.of() : new LinkedHashMap<>(columns);
    values = values == null ? Map.of() : new LinkedHashMap<>(values);
    formats = formats == null ? Map.of() : new LinkedHashMap<>(formats);
  }

  /**
   * The plan a file suggests by its column names, which may be keys or titles in either language;
   * every row is new.
   */
  public static ImportPlan guessed(CompiledForm form, List<String> header) {
    var columns = new LinkedHashMap<String, String>();
    for (var name : header) {
      importable(form).stream()
          .filter(field -> !columns.containsValue(field.key().value()))
          .filter(field -> means(name, field))
          .findFirst()
          .ifPresent(field -> columns.put(name, field.key().value()));
    }
    return new ImportPlan(null, columns, Map.of(), Map.of(), null, null);
  }

  private static boolean means(String column, Field field) {
    return Title.plain(column).equals(Title.plain(field.key().value()))
        || field.title().isNamed(column)
        || field.head().help() != null && aliases(field).contains(Title.plain(column));
  }

  /**
   * Names in backquotes in a field's help are further names of its column: {@code Also called
   * `deal_stage`}.
   */
  private static List<String> aliases(Field field) {
    var help = Objects.toString(field.head().help().en(), "");
    var parts = help.split("`", -1);
    var names = new ArrayList<String>();
    for (int i = 1; i < parts.length; i += 2) {
      names.add(Title.plain(parts[i]));
    }
    return names;
  }

  public static List<Field> importable(CompiledForm form) {
    return form.definition().fields().stream()
        .filter(field -> field.isEntered() && !(field instanceof SubformField))
        .toList();
  }

  /** The same plan with a text of a field to be read as another. */
  public ImportPlan reading(FieldKey field, String written, String meant) {
    var changed = new LinkedHashMap<>(values);
    var ofField = new LinkedHashMap<>(changed.getOrDefault(field.value(), Map.of()));
    ofField.put(written, meant);
    changed.put(field.value(), ofField);
    return new ImportPlan(match, columns, changed, formats, encoding, separator);
  }

  public ImportPlan withColumns(Map<String, String> changed) {
    return new ImportPlan(match, changed, values, formats, encoding, separator);
  }

  /** The same plan with a column of the file to become a field; null: it is left out. */
  public ImportPlan withColumn(String column, FieldKey field) {
    var changed = new LinkedHashMap<>(columns);
    if (field == null) {
      changed.remove(column);
    } else {
      changed.put(column, field.value());
    }
    var matched = changed.containsValue(match) ? match : null;
    return new ImportPlan(matched, changed, values, formats, encoding, separator);
  }

  /** The same plan with existing records found by a field; null: every row is new. */
  public ImportPlan matching(FieldKey field) {
    var key = field == null ? null : field.value();
    return new ImportPlan(key, columns, values, formats, encoding, separator);
  }

  /** How the cells of a column of the file are meant. */
  public CellFormat format(String column) {
    return formats.getOrDefault(column, CellFormat.DETECTED);
  }

  public ImportPlan withFormat(String column, CellFormat format) {
    var changed = new LinkedHashMap<>(formats);
    if (format.equals(CellFormat.DETECTED)) {
      changed.remove(column);
    } else {
      changed.put(column, format);
    }
    return new ImportPlan(match, columns, values, changed, encoding, separator);
  }

  /** How the file is written, as far as the plan says. */
  public CsvFormat fileFormat() {
    return new CsvFormat(encoding, separator);
  }

  public ImportPlan written(CsvFormat format) {
    return new ImportPlan(match, columns, values, formats, format.encoding(), format.separator());
  }

  /** A column of the file that becomes a field. */
  @FunctionalInterface
  interface ColumnVisitor {
    void visit(int index, Column column);
  }

  /** Those of the file that become fields, by their place in the header. */
  void eachColumn(CompiledForm form, List<String> header, ColumnVisitor visitor) {
    for (int index = 0; index < header.size(); index++) {
      var key = columns.get(header.get(index));
      if (key != null) {
        visitor.visit(index, form.column(key).orElseThrow());
      }
    }
  }

  /** The plan without what it says of columns that the file does not have. */
  ImportPlan fitting(List<String> header) {
    var plan = this;
    for (var column : columns.keySet()) {
      plan = header.contains(column) ? plan : plan.withColumn(column, null);
    }
    for (var column : formats.keySet()) {
      plan = header.contains(column) ? plan : plan.withFormat(column, CellFormat.DETECTED);
    }
    return plan;
  }

  /**
   * @throws Refusal naming every part of the plan that the form or the file does not have
   */
  public ImportPlan checked(CompiledForm form, List<String> header) {
    var problems = new ArrayList<Problem>();
    var keys = importable(form).stream().map(field -> field.key().value()).toList();
    columns.forEach(
        (column, field) -> {
          if (!header.contains(column)) {
            problems.add(
                Problem.at("/plan/columns/" + column, CoreProblem.PLAN_UNKNOWN_COLUMN, column));
          }
          if (!keys.contains(field)) {
            problems.add(Problem.at("/plan/columns/" + column, CoreProblem.UNKNOWN_FIELD, field));
          }
        });
    formats.keySet().stream()
        .filter(column -> !header.contains(column))
        .forEach(
            column ->
                problems.add(
                    Problem.at(
                        "/plan/formats/" + column, CoreProblem.PLAN_UNKNOWN_COLUMN, column)));
    if (columns.isEmpty()) {
      problems.add(Problem.at("/plan/columns", CoreProblem.PLAN_NO_COLUMNS));
    }
    if (columns.values().stream().distinct().count() < columns.size()) {
      problems.add(Problem.at("/plan/columns", CoreProblem.PLAN_FIELD_TWICE));
    }
    if (match != null
        && form.column(match)
            .filter(column -> column.field().head().unique() && columns.containsValue(match))
            .isEmpty()) {
      problems.add(Problem.at("/plan/match", CoreProblem.PLAN_MATCH, match));
    }
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return this;
  }
}
