package dev.formwork.ui.permission;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.MemberField;
import dev.formwork.ui.expression.FormulaContext;
import dev.formwork.ui.expression.FormulaInput;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which records a permission set covers: a preset (all, own, own department) or a condition. */
final class RecordScopeInput extends Div {

  /**
   * A usual answer.
   *
   * @param source null: all records
   */
  record Preset(String label, String source) {}

  private final Select<Preset> presets = new Select<>();
  private final Div custom = new Div();
  private final transient Preset own = new Preset(UiTexts.of("permission.rows.own"), "");
  private String source;

  RecordScopeInput(FormulaContext tools, String source) {
    this.source = source;
    addClassName("fw-permission-rows");
    var known = presets(tools.form());
    var all = new ArrayList<>(known);
    all.add(own);
    presets.setLabel(UiTexts.of("permission.rows"));
    presets.setItems(all);
    presets.setItemLabelGenerator(Preset::label);
    presets.setWidthFull();
    presets.setValue(
        known.stream()
            .filter(preset -> java.util.Objects.equals(preset.source, source))
            .findFirst()
            .orElse(own));
    presets.addValueChangeListener(event -> chosen(tools, event.getValue()));
    add(presets, custom);
    show(tools);
  }

  private void chosen(FormulaContext tools, Preset preset) {
    if (!preset.equals(own)) {
      source = preset.source;
    }
    show(tools);
  }

  private void show(FormulaContext tools) {
    custom.removeAll();
    if (presets.getValue().equals(own)) {
      custom.add(
          new FormulaInput(
              UiTexts.of("permission.rows.condition"),
              tools,
              tools.names(null),
              source,
              written -> source = written));
    }
  }

  /** By whom a record belongs to, or who made it where it belongs to nobody in particular. */
  static List<Preset> presets(FormDefinition form) {
    var presets = new ArrayList<Preset>();
    presets.add(new Preset(UiTexts.of("permission.rows.all"), null));
    var holder = owner(form).map(field -> field.key().value()).orElse("CREATEDBY()");
    var label =
        owner(form)
            .map(field -> field.title().in(UiTexts.locale()))
            .orElse(UiTexts.of("permission.rows.creator"));
    presets.add(new Preset(UiTexts.of("permission.rows.mine", label), holder + " = ME()"));
    presets.add(
        new Preset(
            UiTexts.of("permission.rows.department", label),
            holder + " = ME() OR INDEPARTMENT(" + holder + ", MYDEPARTMENT())"));
    return presets;
  }

  private static Optional<Field> owner(FormDefinition form) {
    return form.fields().stream()
        .filter(MemberField.class::isInstance)
        .filter(field -> field.key().value().equals("owner"))
        .findFirst()
        .or(() -> form.fields().stream().filter(MemberField.class::isInstance).findFirst());
  }

  /** Null: all. */
  String source() {
    return source == null || source.isBlank() ? null : source;
  }
}
