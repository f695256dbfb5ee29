package dev.formwork.ui.filter;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.column.Comparison;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.query.FieldCondition;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.type.FieldEditors;
import dev.formwork.ui.field.type.FieldUis;
import dev.formwork.ui.text.UiTexts;
import java.util.Locale;
import java.util.function.Consumer;

/** Builds a filter condition from field, comparison and value, without a formula. */
public final class FilterDialog extends Dialog {

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
    comparison.setItemLabelGenerator(one -> one == null ? "" : name(one));
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
                  && (!needsValue() || isGiven())) {
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
    var offered = field.getValue().comparisons(column().type());
    comparison.setItems(offered);
    comparison.setValue(offered.getFirst());
  }

  private Column column() {
    return form.column(field.getValue().key()).orElseThrow();
  }

  private boolean needsValue() {
    return comparison.getValue() == null || comparison.getValue().needsValue();
  }

  /** Whether there is a value to compare with; else the input says what it lacks. */
  private boolean isGiven() {
    value.setError(null);
    if (!value.isWellTyped()) {
      value.focus();
      return false;
    }
    if (value.value() == null) {
      value.setError(UiTexts.of("filter.no-value"));
      value.focus();
      return false;
    }
    return true;
  }

  private FilterCondition condition() {
    var chosen = field.getValue();
    var compared = needsValue() ? " " + FieldUis.text(chosen, value.value(), display) : "";
    return new FilterCondition(
        chosen.title().in(UiTexts.locale()) + " " + name(comparison.getValue()) + compared,
        FieldCondition.of(column(), comparison.getValue(), value.value()));
  }

  private static String name(Comparison comparison) {
    return UiTexts.of("filter." + comparison.name().toLowerCase(Locale.ROOT));
  }
}
