package dev.formwork.core.field;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.Title;

/**
 * What every field has, whatever its type. In JSON these stand beside the type's own settings.
 *
 * @param help shown under the field, nullable
 * @param required an empty value is refused
 * @param unique no two living records share a value
 * @param indexed an index serves filters and sorting on it
 * @param searchable its text is found by the search box
 * @param readOnly shown, never entered by people; imports and the API may set it
 * @param defaultExpression what a new record starts with, nullable
 * @param wide takes the full width of the form
 * @param visibleWhen condition under which it is shown; a field not shown is never required.
 *     Nullable: always
 * @param requiredWhen condition under which an empty value is refused, nullable
 * @param readOnlyWhen condition, on the record as it is stored, under which nobody may change it,
 *     nullable
 * @param reveals a result is shown also to those who may not read what it is worked out from, and a
 *     lookup says what a record is called also to those who may not read that record
 * @param sensitive whoever reads it is noted in the audit log
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record FieldHead(
    FieldKey key,
    Title title,
    Title help,
    boolean required,
    boolean unique,
    boolean indexed,
    boolean searchable,
    boolean readOnly,
    @JsonProperty("default") String defaultExpression,
    boolean wide,
    String visibleWhen,
    String requiredWhen,
    String readOnlyWhen,
    boolean reveals,
    boolean sensitive) {

  public static FieldHead of(FieldKey key, Title title) {
    return new FieldHead(
        key, title, null, false, false, false, false, false, null, false, null, null, null, false,
        false);
  }

  public FieldHead withTitle(Title changed) {
    return new FieldHead(
        key,
        changed,
        help,
        required,
        unique,
        indexed,
        searchable,
        readOnly,
        defaultExpression,
        wide,
        visibleWhen,
        requiredWhen,
        readOnlyWhen,
        reveals,
        sensitive);
  }

  public FieldHead withHelp(Title changed) {
    return new FieldHead(
        key,
        title,
        changed,
        required,
        unique,
        indexed,
        searchable,
        readOnly,
        defaultExpression,
        wide,
        visibleWhen,
        requiredWhen,
        readOnlyWhen,
        reveals,
        sensitive);
  }

  public FieldHead withRequired(boolean changed) {
    return new FieldHead(
        key,
        title,
        help,
        changed,
        unique,
        indexed,
        searchable,
        readOnly,
        defaultExpression,
        wide,
        visibleWhen,
        requiredWhen,
        readOnlyWhen,
        reveals,
        sensitive);
  }

  public FieldHead withUnique(boolean changed) {
    return new FieldHead(
        key,
        title,
        help,
        required,
        changed,
        indexed,
        searchable,
        readOnly,
        defaultExpression,
        wide,
        visibleWhen,
        requiredWhen,
        readOnlyWhen,
        reveals,
        sensitive);
  }

  public FieldHead withSearchable(boolean changed) {
    return new FieldHead(
        key,
        title,
        help,
        required,
        unique,
        indexed,
        changed,
        readOnly,
        defaultExpression,
        wide,
        visibleWhen,
        requiredWhen,
        readOnlyWhen,
        reveals,
        sensitive);
  }

  public FieldHead withDefault(String changed) {
    return new FieldHead(
        key,
        title,
        help,
        required,
        unique,
        indexed,
        searchable,
        readOnly,
        changed,
        wide,
        visibleWhen,
        requiredWhen,
        readOnlyWhen,
        reveals,
        sensitive);
  }

  public FieldHead withVisibleWhen(String changed) {
    return new FieldHead(
        key,
        title,
        help,
        required,
        unique,
        indexed,
        searchable,
        readOnly,
        defaultExpression,
        wide,
        changed,
        requiredWhen,
        readOnlyWhen,
        reveals,
        sensitive);
  }

  public FieldHead withRequiredWhen(String changed) {
    return new FieldHead(
        key,
        title,
        help,
        required,
        unique,
        indexed,
        searchable,
        readOnly,
        defaultExpression,
        wide,
        visibleWhen,
        changed,
        readOnlyWhen,
        reveals,
        sensitive);
  }

  public FieldHead withReadOnlyWhen(String changed) {
    return new FieldHead(
        key,
        title,
        help,
        required,
        unique,
        indexed,
        searchable,
        readOnly,
        defaultExpression,
        wide,
        visibleWhen,
        requiredWhen,
        changed,
        reveals,
        sensitive);
  }

  public FieldHead withReveals(boolean changed) {
    return new FieldHead(
        key,
        title,
        help,
        required,
        unique,
        indexed,
        searchable,
        readOnly,
        defaultExpression,
        wide,
        visibleWhen,
        requiredWhen,
        readOnlyWhen,
        changed,
        sensitive);
  }

  public FieldHead withSensitive(boolean changed) {
    return new FieldHead(
        key,
        title,
        help,
        required,
        unique,
        indexed,
        searchable,
        readOnly,
        defaultExpression,
        wide,
        visibleWhen,
        requiredWhen,
        readOnlyWhen,
        reveals,
        changed);
  }
}
