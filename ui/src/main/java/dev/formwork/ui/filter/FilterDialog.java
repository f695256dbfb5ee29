package dev.formwork.ui.filter;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.field.Field;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.value.RecordRef;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.type.FieldEditors;
import dev.formwork.ui.field.type.FieldUis;
import dev.formwork.ui.text.UiTexts;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;

/** Builds a filter condition from field, comparison and value, without a formula. */
public final class FilterDialog extends Dialog {

  /** Comparisons people pick from; what each means depends on the type of the field. */
  private enum Comparison {
    IS,
    IS_NOT,
    CONTAINS,
    AT_LEAST,
    AT_MOST,
    EMPTY,
    NOT_EMPTY
  }

  private final transient CompiledForm form;
  private final transient FieldEditors editors;
  private final transient FieldDisplay display;
  private final Select<Field> field = new Select<>();
  private final Select<Comparison> comparison = new Select<>();
  private final Div valueArea = new Div();
  private transient FieldEditor<?> value;

  public FilterDialog(
      Caller caller,
      CompiledForm form,
      FieldEditors editors,
      FieldDisplay display,
      Consumer<FilterCondition> onAdd) {
    this.form = form;
    this.editors = editors;
    this.display = display;
    setHeaderTitle(UiTexts.of("filter.title"));
    field.setLabel(UiTexts.of("filter.field"));
    var rights = RecordAccess.to(caller, form);
    var readable =
        form.columns().stream()
            .map(Column::field)
            .filter(one -> rights.right(one).isReadable())
            .toList();
    field.setItems(readable);
    field.setItemLabelGenerator(one -> one == null ? "" : one.title().in(UiTexts.locale()));
    field.addValueChangeListener(_ -> fieldChosen());
    comparison.setLabel(UiTexts.of("filter.comparison"));
    comparison.setItemLabelGenerator(
        one ->
            one == null
                ? ""
                : UiTexts.of("filter." + one.name().toLowerCase(java.util.Locale.ROOT)));
    comparison.addValueChangeListener(_ -> valueArea.setVisible(needsValue()));
    valueArea.setWidthFull();
    var body = new Div(field, comparison, valueArea);
    body.addClassName("fw-dialog-body");
    add(body);
    var add =
        new Button(
            UiTexts.of("filter.add"),
            _ -> {
              if (field.getValue() != null
                  && comparison.getValue() != null
                  && (!needsValue() || value.value() != null)) {
                onAdd.accept(condition());
                close();
              }
            });
    add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    getFooter().add(new Button(UiTexts.of("cancel"), _ -> close()), add);
    readable.stream().findFirst().ifPresent(field::setValue);
  }

  private void fieldChosen() {
    value = editors.editor(field.getValue(), false);
    valueArea.removeAll();
    valueArea.add(value.component());
    comparison.setItems(comparisons());
    comparison.setValue(comparisons().getFirst());
  }

  private Column column() {
    return form.column(field.getValue().key()).orElseThrow();
  }

  private List<Comparison> comparisons() {
    return switch (column().type().valueType()) {
      case TEXT ->
          isChoice()
              ? List.of(Comparison.IS, Comparison.IS_NOT, Comparison.EMPTY, Comparison.NOT_EMPTY)
              : List.of(
                  Comparison.CONTAINS,
                  Comparison.IS,
                  Comparison.IS_NOT,
                  Comparison.EMPTY,
                  Comparison.NOT_EMPTY);
      case NUMBER, DATE, DATE_TIME ->
          List.of(
              Comparison.AT_LEAST,
              Comparison.AT_MOST,
              Comparison.IS,
              Comparison.EMPTY,
              Comparison.NOT_EMPTY);
      case TEXTS -> List.of(Comparison.EMPTY, Comparison.NOT_EMPTY);
      case BOOLEAN, MEMBER, DEPARTMENT, RECORD, ROWS, NOTHING, NUMBERS, DATES, MOMENTS ->
          List.of(Comparison.IS, Comparison.IS_NOT, Comparison.EMPTY, Comparison.NOT_EMPTY);
    };
  }

  private boolean isChoice() {
    return FieldUis.of(field.getValue()).isBadge();
  }

  private boolean needsValue() {
    return comparison.getValue() != Comparison.EMPTY
        && comparison.getValue() != Comparison.NOT_EMPTY;
  }

  private FilterCondition condition() {
    var key = field.getValue().key().value();
    var literal = needsValue() ? literal(value.value()) : "EMPTY";
    var expression =
        switch (comparison.getValue()) {
          case IS, EMPTY -> key + " = " + literal;
          case IS_NOT -> "NOT (" + key + " = " + literal + ")";
          case NOT_EMPTY -> key + " <> EMPTY";
          case CONTAINS -> key + " CONTAINS " + literal;
          case AT_LEAST -> key + " >= " + literal;
          case AT_MOST -> key + " <= " + literal;
        };
    var label =
        field.getValue().title().in(UiTexts.locale())
            + " "
            + UiTexts.of(
                "filter." + comparison.getValue().name().toLowerCase(java.util.Locale.ROOT))
            + (needsValue() ? " " + FieldUis.text(field.getValue(), value.value(), display) : "");
    return new FilterCondition(field.getValue(), label, expression);
  }

  private String literal(Object entered) {
    return switch (entered) {
      case BigDecimal number -> number.toPlainString();
      case Boolean truth -> truth ? "TRUE" : "FALSE";
      case RecordRef target -> FilterCondition.literal(target.id().toString());
      default ->
          column().type().valueType() == ValueType.NOTHING
              ? "EMPTY"
              : FilterCondition.literal(entered.toString());
    };
  }
}
