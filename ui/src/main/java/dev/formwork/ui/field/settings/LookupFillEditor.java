package dev.formwork.ui.field.settings;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.SubformField;
import dev.formwork.ui.text.UiTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which fields are copied when a record is chosen in a lookup: pairs of a field here and a field
 * there.
 */
public final class LookupFillEditor extends Div {

  private final transient LookupField lookup;
  private final transient Consumer<Field> onChange;
  private final transient List<Field> here;
  private final transient List<Field> there;

  public LookupFillEditor(
      LookupField lookup, List<Field> siblings, FormDefinition target, Consumer<Field> onChange) {
    this.lookup = lookup;
    this.onChange = onChange;
    this.here =
        siblings.stream()
            .filter(
                field ->
                    !field.isDerived()
                        && !(field instanceof SubformField)
                        && !field.key().equals(lookup.key()))
            .toList();
    this.there =
        target.fields().stream().filter(field -> !(field instanceof SubformField)).toList();
    addClassName("fw-options");
    add(new H3(UiTexts.of("lookup.fill")));
    new TreeMap<>(lookup.fill()).forEach((own, source) -> add(line(own, source)));
    var add = new Button(UiTexts.of("lookup.add-fill"), VaadinIcon.PLUS.create(), _ -> addPair());
    add.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    add(add);
  }

  private Div line(String own, String source) {
    var to = named(here, own, "lookup.fill-to", field -> replace(own, field, source));
    var from = named(there, source, "lookup.fill-from", field -> replace(own, own, field));
    var remove = new Button(VaadinIcon.CLOSE_SMALL.create(), _ -> store(without(own)));
    remove.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    remove.setAriaLabel(UiTexts.of("property.remove-option", own));
    var arrow = new Span("←");
    arrow.getElement().setAttribute("aria-hidden", "true");
    var line = new Div(to, arrow, from, remove);
    line.addClassName("fw-option");
    return line;
  }

  private static Select<Field> named(
      List<Field> fields, String key, String label, Consumer<String> onChoice) {
    var select = new Select<Field>();
    select.setAriaLabel(UiTexts.of(label));
    select.setItems(fields);
    select.setItemLabelGenerator(field -> field == null ? "" : field.title().in(UiTexts.locale()));
    fields.stream()
        .filter(field -> field.key().value().equals(key))
        .findFirst()
        .ifPresent(select::setValue);
    select.addValueChangeListener(event -> onChoice.accept(event.getValue().key().value()));
    return select;
  }

  private void addPair() {
    var taken = lookup.fill().keySet();
    here.stream()
        .filter(field -> !taken.contains(field.key().value()))
        .findFirst()
        .ifPresent(
            field ->
                store(
                    with(
                        field.key().value(),
                        there.stream()
                            .filter(other -> other.type() == field.type())
                            .findFirst()
                            .orElse(there.getFirst())
                            .key()
                            .value())));
  }

  private void replace(String before, String own, String source) {
    var changed = without(before);
    changed.put(own, source);
    store(changed);
  }

  private Map<String, String> with(String own, String source) {
    var changed = new LinkedHashMap<>(lookup.fill());
    changed.put(own, source);
    return changed;
  }

  private Map<String, String> without(String own) {
    var changed = new LinkedHashMap<>(lookup.fill());
    changed.remove(own);
    return changed;
  }

  private void store(Map<String, String> fill) {
    onChange.accept(lookup.withFill(fill));
  }
}
