package dev.formwork.core.importexport;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.compile.CompiledForm;
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
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ImportPlan(
    String match, Map<String, String> columns, Map<String, Map<String, String>> values) {

  public ImportPlan {
    columns = columns == null ? Map.of() : new LinkedHashMap<>(columns);
    values = values == null ? Map.of() : new LinkedHashMap<>(values);
  }

  /**
   * The plan a file suggests by its column names, which may be keys or titles in either language.
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
    var match =
        importable(form).stream()
            .filter(field -> field.head().unique() && columns.containsValue(field.key().value()))
            .map(field -> field.key().value())
            .findFirst()
            .orElse(null);
    return new ImportPlan(match, columns, Map.of());
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
    return new ImportPlan(match, columns, changed);
  }

  /** The same plan with a column of the file to become a field; null: it is left out. */
  public ImportPlan withColumn(String column, FieldKey field) {
    var changed = new LinkedHashMap<>(columns);
    if (field == null) {
      changed.remove(column);
    } else {
      changed.put(column, field.value());
    }
    return new ImportPlan(match, changed, values);
  }

  /** The same plan with existing records found by a field; null: every row is new. */
  public ImportPlan matching(FieldKey field) {
    return new ImportPlan(field == null ? null : field.value(), columns, values);
  }

  /** The text that a cell means, after the mapping of values; null for an empty cell. */
  String meant(String field, String cell) {
    var text = cell == null ? "" : cell.strip();
    if (text.length() > 1 && text.charAt(0) == '\'' && "=+-@".indexOf(text.charAt(1)) >= 0) {
      text = text.substring(1);
    }
    var mapped = values.getOrDefault(field, Map.of()).get(text);
    var meant = mapped != null ? mapped : text;
    return meant.isEmpty() ? null : meant;
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
