package dev.formwork.core.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.StageField;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Title;
import java.util.List;
import java.util.Optional;

/**
 * The definition of a record type: what a designer draws and a pack ships.
 *
 * @param icon name of a Vaadin icon, nullable
 * @param titleExpression what a record is called, as an expression over its fields; nullable: the
 *     first field that is no subform
 * @param listFields the columns a list shows at first; empty: the first eight fields
 * @param amountField the money or number field that lists and boards add up; nullable
 * @param validations what must hold for a record to be stored
 * @param invariants what must hold for a record and those that point to it, at any time
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FormDefinition(
    FormKey key,
    Title title,
    String icon,
    @JsonProperty("recordTitle") String titleExpression,
    List<Field> fields,
    @JsonProperty("list") List<FieldKey> listFields,
    @JsonProperty("amount") FieldKey amountField,
    List<ValidationRule> validations,
    List<Invariant> invariants) {

  public FormDefinition {
    fields = fields == null ? List.of() : List.copyOf(fields);
    listFields = listFields == null ? List.of() : List.copyOf(listFields);
    validations = validations == null ? List.of() : List.copyOf(validations);
    invariants = invariants == null ? List.of() : List.copyOf(invariants);
  }

  /** A form with these fields and nothing else. */
  public static FormDefinition of(FormKey key, Title title, List<Field> fields) {
    return new FormDefinition(
        key, title, null, null, fields, List.of(), null, List.of(), List.of());
  }

  public Optional<Field> field(FieldKey key) {
    return fields.stream().filter(field -> field.key().equals(key)).findFirst();
  }

  /** The stage field a board is drawn by: the first one. */
  public Optional<StageField> stageField() {
    return fields.stream()
        .filter(StageField.class::isInstance)
        .map(StageField.class::cast)
        .findFirst();
  }

  public FormDefinition withFields(List<Field> changed) {
    return new FormDefinition(
        key,
        title,
        icon,
        titleExpression,
        changed,
        listFields,
        amountField,
        validations,
        invariants);
  }

  public FormDefinition withTitle(Title changed) {
    return new FormDefinition(
        key,
        changed,
        icon,
        titleExpression,
        fields,
        listFields,
        amountField,
        validations,
        invariants);
  }

  public FormDefinition withTitleExpression(String changed) {
    return new FormDefinition(
        key, title, icon, changed, fields, listFields, amountField, validations, invariants);
  }

  public FormDefinition withRules(List<ValidationRule> rules, List<Invariant> always) {
    return new FormDefinition(
        key, title, icon, titleExpression, fields, listFields, amountField, rules, always);
  }
}
