package dev.formwork.core.rights;

import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.expression.PeopleDirectory;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.expression.SymbolTable;
import dev.formwork.core.permission.RecordAction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The symbols of a form that one person may read. Hidden fields are reported as unknown, in filters
 * and in suggestions alike.
 */
final class VisibleNames implements SymbolTable {

  private final SymbolTable symbolTable;
  private final String form;
  private final AppRights app;

  VisibleNames(SymbolTable symbolTable, String form, AppRights app) {
    this.symbolTable = symbolTable;
    this.form = form;
    this.app = app;
  }

  private boolean isReadable(String ofForm, String path) {
    var rights = app.of(ofForm);
    return rights != null && rights.right(path).isReadable();
  }

  @Override
  public Optional<Reference> field(String name) {
    return symbolTable.field(name).filter(reference -> isReadable(form, path(reference)));
  }

  private static String path(Reference reference) {
    return reference instanceof Reference.OfRow row
        ? row.subform() + "." + row.key()
        : reference.key();
  }

  @Override
  public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
    return symbolTable.column(subform, name).filter(row -> isReadable(form, path(row)));
  }

  @Override
  public Optional<Reference.OfTarget> through(Reference lookup, String name) {
    return symbolTable
        .through(lookup, name)
        .filter(target -> isReadable(target.form(), target.key()));
  }

  @Override
  public Optional<OtherForm> form(String key) {
    var rights = app.of(key);
    return rights == null || !rights.may(RecordAction.READ)
        ? Optional.empty()
        : symbolTable
            .form(key)
            .map(
                otherForm ->
                    new OtherForm(
                        otherForm.key(),
                        new VisibleNames(otherForm.names(), key, app),
                        otherForm.table()));
  }

  @Override
  public List<Choice> choices(Reference reference) {
    return symbolTable.choices(reference);
  }

  @Override
  public Optional<PeopleDirectory> people() {
    return app.people();
  }

  @Override
  public Optional<String> title(Reference reference, Locale locale) {
    return symbolTable.title(reference, locale);
  }

  @Override
  public FunctionLibrary library() {
    return symbolTable.library();
  }

  @Override
  public List<String> forms() {
    return symbolTable.forms().stream()
        .filter(key -> app.of(key) != null && app.of(key).may(RecordAction.READ))
        .toList();
  }

  @Override
  public List<String> known() {
    return symbolTable.known().stream().filter(name -> field(name).isPresent()).toList();
  }

  @Override
  public List<String> known(Reference behind) {
    return symbolTable.known(behind).stream()
        .filter(
            name ->
                behind instanceof Reference.Rows rows
                    ? column(rows, name).isPresent()
                    : through(behind, name).isPresent())
        .toList();
  }
}
