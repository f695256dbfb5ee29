package dev.formwork.core.expression;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The symbols that an expression may use in its place. Keys and titles both resolve. */
public interface SymbolTable {

  /** A field of the record, or of the row when the expression belongs to a subform column. */
  Optional<Reference> field(String name);

  /** A column of one of the record's subforms. */
  Optional<Reference.OfRow> column(Reference.Rows subform, String name);

  /** A field of the records that a lookup, by its reference, points to. */
  default Optional<Reference.OfTarget> through(Reference lookup, String name) {
    return Optional.empty();
  }

  /** The names of another form, for questions to its records. */
  default Optional<OtherForm> form(String key) {
    return Optional.empty();
  }

  /**
   * Another form.
   *
   * @param names its fields
   * @param table its qualified table
   */
  record OtherForm(String key, SymbolTable names, String table) {}

  /**
   * How a field is called for people; empty when nobody gave it a title, or when that title would
   * be read as another field here.
   */
  default Optional<String> title(Reference reference, Locale locale) {
    return Optional.empty();
  }

  /** The options of a field that has some, in their order; none for other fields. */
  default List<Choice> choices(Reference reference) {
    return List.of();
  }

  /**
   * An option of a field.
   *
   * @param key as records hold it
   * @param titles in the languages there are
   */
  record Choice(String key, List<String> titles) {}

  /** Those who may be called by name; empty where nobody can be known. */
  default Optional<PeopleDirectory> people() {
    return Optional.empty();
  }

  /** The functions that may be called here. */
  FunctionLibrary library();

  /** Keys of the forms that questions may be put to. */
  default List<String> forms() {
    return List.of();
  }

  /** All names, to suggest the nearest one. */
  List<String> known();

  /** All names behind a lookup or subform, to suggest the nearest one. */
  default List<String> known(Reference behind) {
    return List.of();
  }
}
