package dev.formwork.core.compile;

import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.expression.SymbolTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The symbols of another form inside a subquery to it. */
final class SubqueryNames implements SymbolTable {

  private final FormNameResolver form;

  SubqueryNames(FormNameResolver form) {
    this.form = form;
  }

  @Override
  public Optional<Reference> field(String name) {
    return form.target(name).map(Reference.class::cast);
  }

  @Override
  public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
    return Optional.empty();
  }

  @Override
  public Optional<Reference.OfTarget> through(Reference lookup, String name) {
    return form.through(lookup, name);
  }

  @Override
  public List<Choice> choices(Reference reference) {
    return form.choices(reference);
  }

  @Override
  public Optional<String> title(Reference reference, Locale locale) {
    return form.title(reference, locale);
  }

  @Override
  public FunctionLibrary library() {
    return form.library();
  }

  @Override
  public List<String> known() {
    return form.known();
  }
}
