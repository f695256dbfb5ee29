package dev.formwork.ui.expression;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.compile.FormDirectory;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.ui.text.UiTexts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What formula inputs of one form share: the form as drawn now, the other forms, the functions, and
 * the services for a live result.
 *
 * @param form as it is drawn now
 * @param published all published forms of the app, by key
 * @param library the functions its formulas may call
 */
public record FormulaContext(
    Caller caller,
    AppKey app,
    FormDefinition form,
    Map<String, CompiledForm> published,
    FunctionLibrary library,
    RecordPreviews previews,
    RecordQueries queries) {

  /** The forms of the app as they would be with this one. */
  public Map<String, FormDefinition> forms() {
    var forms = new HashMap<String, FormDefinition>();
    published.forEach((key, one) -> forms.put(key, one.definition()));
    forms.put(form.key().value(), form);
    return forms;
  }

  private FormCompiler.Setting setting() {
    return new FormCompiler.Setting(
        caller.workspace().schema(), app, FormDirectory.of(forms()), library, AppGraph.none());
  }

  /**
   * @param subform whose rows the formula belongs to; null: the record
   */
  public FormulaScope names(String subform) {
    return FormulaScope.of(setting(), form, subform, forms(), UiTexts.locale());
  }

  /** Over another form or the rows of one of its subforms: {@code delivery.lines}. */
  public Optional<FormulaScope> namesOf(String source) {
    var parts = source.split("\\.", 2);
    return Optional.ofNullable(forms().get(parts[0]))
        .map(
            other ->
                FormulaScope.of(
                    setting(),
                    other,
                    parts.length > 1 ? parts[1] : null,
                    forms(),
                    UiTexts.locale()));
  }

  /**
   * Over another form, where {@code THIS} is a record of this one.
   *
   * @param subform whose rows the lookup stands in; null: the record
   */
  public Optional<FormulaScope> namesAsking(String other, String subform) {
    return Optional.ofNullable(forms().get(other))
        .map(
            asked ->
                FormulaScope.asking(setting(), form, subform, asked, forms(), UiTexts.locale()));
  }
}
