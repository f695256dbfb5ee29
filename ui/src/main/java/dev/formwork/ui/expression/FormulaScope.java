package dev.formwork.ui.expression;

import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Printer;
import dev.formwork.core.expression.SymbolTable;
import dev.formwork.core.expression.syntax.ExpressionProblem;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.Title;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names a formula may use at its place, and the check of a formula there.
 *
 * @param before text put before the formula to check it, for filters that are part of a question
 * @param after text put behind it
 */
public record FormulaScope(
    SymbolTable names, List<Completion> entries, String before, String after) {

  /** A name to be offered: how it is shown, and what is written. */
  public record Completion(String label, String insert, String detail) {}

  /** What a formula was found to be. */
  public record CheckResult(CompiledExpression expression, List<ExpressionProblem> problems) {}

  /** The fields of a form, of the forms behind its lookups, and of its subforms' rows. */
  public static FormulaScope of(
      FormCompiler.Setting setting,
      FormDefinition form,
      String subform,
      Map<String, FormDefinition> forms,
      Locale locale) {
    var entries = new ArrayList<Completion>();
    if (subform != null) {
      form.fields().stream()
          .filter(field -> field.key().value().equals(subform))
          .forEach(field -> fields(((SubformField) field).fields(), forms, locale, entries));
    }
    fields(form.fields(), forms, locale, entries);
    return new FormulaScope(FormCompiler.names(setting, form, subform), entries, "", "");
  }

  /**
   * Over another form, where {@code THIS} is the record that asks.
   *
   * @param subform whose rows the lookup stands in; null: the record
   */
  public static FormulaScope asking(
      FormCompiler.Setting setting,
      FormDefinition form,
      String subform,
      FormDefinition asked,
      Map<String, FormDefinition> forms,
      Locale locale) {
    var entries = new ArrayList<Completion>();
    fields(
        asked.fields().stream().filter(field -> !(field instanceof SubformField)).toList(),
        forms,
        locale,
        entries);
    for (var field : form.fields()) {
      switch (field) {
        case SubformField rows when rows.key().value().equals(subform) ->
            rows.fields().forEach(column -> entries.add(asking(column, rows.title(), locale)));
        case SubformField _ -> {}
        default -> entries.add(asking(field, form.title(), locale));
      }
    }
    return new FormulaScope(
        FormCompiler.namesAsking(setting, form, subform),
        entries,
        "COUNTRECORDS(\"" + asked.key() + "\", ",
        ")");
  }

  private static Completion asking(Field field, Title of, Locale locale) {
    var title = field.title().in(locale);
    return new Completion("THIS." + title, "THIS." + word(title), of.in(locale));
  }

  private static void fields(
      List<Field> fields,
      Map<String, FormDefinition> forms,
      Locale locale,
      List<Completion> entries) {
    for (var field : fields) {
      var title = field.title().in(locale);
      switch (field) {
        case SubformField rows ->
            rows.fields()
                .forEach(
                    column ->
                        entries.add(
                            new Completion(
                                title + "." + column.title().in(locale),
                                word(title) + "." + word(column.title().in(locale)),
                                rows.key() + "." + column.key())));
        case Field plain -> {
          entries.add(new Completion(title, word(title), plain.key().value()));
          if (plain instanceof LookupField lookup) {
            var target = forms.get(lookup.form().value());
            if (target != null) {
              behind(target, title, locale, entries);
            }
          }
        }
      }
    }
  }

  private static void behind(
      FormDefinition target, String title, Locale locale, List<Completion> entries) {
    target.fields().stream()
        .filter(field -> !(field instanceof SubformField))
        .forEach(
            field ->
                entries.add(
                    new Completion(
                        title + "." + field.title().in(locale),
                        word(title) + "." + word(field.title().in(locale)),
                        target.title().in(locale))));
  }

  /** As it may be written: plain words as they are, others in braces. */
  private static String word(String title) {
    return title.matches("[\\p{L}_][\\p{L}\\p{Nd}_]*") ? title : "{" + title + "}";
  }

  /** As people read it; as it is stored, when it cannot be read. */
  public String shown(String stored, Locale locale) {
    if (stored == null || stored.isBlank()) {
      return stored == null ? "" : stored;
    }
    try {
      return unwrapped(Printer.withTitles(before + stored + after, names, locale));
    } catch (CompiledExpression.InvalidExpression e) {
      return stored;
    }
  }

  /** As it is stored; as it was written, when it cannot be read. */
  public String stored(String written) {
    if (written.isBlank()) {
      return written;
    }
    try {
      return unwrapped(Printer.withKeys(before + written + after, names));
    } catch (CompiledExpression.InvalidExpression e) {
      return written;
    }
  }

  /** Without what was put around it; printing leaves that as it was. */
  private String unwrapped(String printed) {
    return printed.substring(before.length(), printed.length() - after.length());
  }

  /** Checks what was written; the places of problems are its own. */
  CheckResult judge(String written) {
    try {
      return new CheckResult(CompiledExpression.of(before + written + after, names), List.of());
    } catch (CompiledExpression.InvalidExpression e) {
      return new CheckResult(
          null,
          e.problems().stream()
              .map(
                  problem ->
                      new ExpressionProblem(
                          Math.clamp(
                              (long) problem.position() - before.length(), 0, written.length()),
                          problem.type(),
                          problem.arguments()))
              .toList());
    }
  }
}
