package dev.formwork.core.compile;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.expression.SymbolTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The symbols of a compiled form, for expressions that arrive later, such as filters of requests.
 * Immutable: each look-up resolves names in a state of its own, so any number of threads may look
 * up at once. The columns of compiled forms are not resolved again.
 *
 * @param form with its columns as they were compiled
 * @param subform key of the subform whose rows speak; null: the record
 */
record FormSymbols(FormCompiler.Setting setting, ResolvedForm form, String subform)
    implements SymbolTable {

  /** A form's definition and what its names stand for. */
  record ResolvedForm(FormDefinition definition, FormIndex index) {}

  private FormNameResolver resolver() {
    var record = new AppNameResolver(setting, setting.directory()).resolved(form);
    return subform == null ? record : record.child(subform).orElseThrow();
  }

  /** Those of the rows of a subform. */
  FormSymbols ofRows(String key) {
    return new FormSymbols(setting, form, key);
  }

  /** The same among other forms. */
  FormSymbols among(FormCompiler.Setting others) {
    return new FormSymbols(others, form, subform);
  }

  /** What an expression reads behind lookups. */
  List<LookupPrefetch> needs(CompiledExpression expression) {
    return new DependencyCompiler(resolver()).needs(Stream.of(expression));
  }

  @Override
  public Optional<Reference> field(String name) {
    return resolver().field(name);
  }

  @Override
  public Optional<Reference.OfRow> column(Reference.Rows rows, String name) {
    return resolver().column(rows, name);
  }

  @Override
  public Optional<Reference.OfTarget> through(Reference lookup, String name) {
    return resolver().through(lookup, name);
  }

  @Override
  public Optional<OtherForm> form(String key) {
    return resolver().form(key);
  }

  @Override
  public List<Choice> choices(Reference reference) {
    return resolver().choices(reference);
  }

  @Override
  public Optional<String> title(Reference reference, Locale locale) {
    return resolver().title(reference, locale);
  }

  @Override
  public FunctionLibrary library() {
    return setting.library();
  }

  @Override
  public List<String> forms() {
    return setting.directory().keys();
  }

  @Override
  public List<String> known() {
    return resolver().known();
  }

  @Override
  public List<String> known(Reference behind) {
    return resolver().known(behind);
  }
}
