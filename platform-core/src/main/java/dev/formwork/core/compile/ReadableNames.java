package dev.formwork.core.compile;

import dev.formwork.core.expression.Library;
import dev.formwork.core.expression.Names;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.permission.Action;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The symbols of a form that one person may read. Hidden fields are reported as unknown, in filters
 * and in suggestions alike.
 */
final class ReadableNames implements Names {

  private final Names names;
  private final String form;
  private final AppRights app;

  ReadableNames(Names names, String form, AppRights app) {
    this.names = names;
    this.form = form;
    this.app = app;
  }

  private boolean isReadable(String ofForm, String path) {
    var rights = app.of(ofForm);
    return rights != null && rights.right(path).isReadable();
  }

  @Override
  public Optional<Reference> field(String name) {
    return names.field(name).filter(reference -> isReadable(form, path(reference)));
  }

  private static String path(Reference reference) {
    return reference instanceof Reference.OfRow row
        ? row.subform() + "." + row.key()
        : reference.key();
  }

  @Override
  public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
    return names.column(subform, name).filter(row -> isReadable(form, path(row)));
  }

  @Override
  public Optional<Reference.OfTarget> through(Reference lookup, String name) {
    return names.through(lookup, name).filter(target -> isReadable(target.form(), target.key()));
  }

  @Override
  public Optional<Foreign> form(String key) {
    var rights = app.of(key);
    return rights == null || !rights.may(Action.READ)
        ? Optional.empty()
        : names
            .form(key)
            .map(
                foreign ->
                    new Foreign(
                        foreign.key(),
                        new ReadableNames(foreign.names(), key, app),
                        foreign.table()));
  }

  @Override
  public Optional<String> title(Reference reference, Locale locale) {
    return names.title(reference, locale);
  }

  @Override
  public Library library() {
    return names.library();
  }

  @Override
  public List<String> forms() {
    return names.forms().stream()
        .filter(key -> app.of(key) != null && app.of(key).may(Action.READ))
        .toList();
  }

  @Override
  public List<String> known() {
    return names.known().stream().filter(name -> field(name).isPresent()).toList();
  }

  @Override
  public List<String> known(Reference behind) {
    return names.known(behind).stream()
        .filter(
            name ->
                behind instanceof Reference.Rows rows
                    ? column(rows, name).isPresent()
                    : through(behind, name).isPresent())
        .toList();
  }
}
