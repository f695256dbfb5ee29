package dev.formwork.ui.field.settings;

import com.vaadin.flow.component.html.Div;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.RollupField;
import dev.formwork.core.field.SubformField;
import dev.formwork.ui.expression.FormulaContext;
import dev.formwork.ui.expression.FormulaInput;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The settings of a rollup: which records, by which link, which value and function. */
public final class RollupEditor extends Div {

  private final transient RollupField rollup;
  private final transient FormulaContext tools;
  private final transient Consumer<Field> onChange;

  /**
   * @param siblings the columns beside it when it stands in a subform; empty: it stands in the form
   */
  public RollupEditor(
      RollupField rollup, List<Field> siblings, FormulaContext tools, Consumer<Field> onChange) {
    this.rollup = rollup;
    this.tools = tools;
    this.onChange = onChange;
    var links = links();
    add(
        PropertyInputs.select(
            "rollup.link",
            links,
            links.stream()
                .filter(link -> link.from.equals(rollup.from()) && link.via.equals(rollup.via()))
                .findFirst()
                .orElse(null),
            null,
            Link::title,
            link -> change(link.from, link.via, rollup.match(), rollup.aggregate())),
        PropertyInputs.select(
            "rollup.aggregate",
            List.of(RollupField.Kind.values()),
            rollup.aggregate(),
            null,
            kind -> UiTexts.of("rollup." + kind.name().toLowerCase(Locale.ROOT)),
            kind -> change(rollup.from(), rollup.via(), rollup.match(), kind)));
    tools
        .namesOf(rollup.from())
        .ifPresent(
            names ->
                add(
                    new FormulaInput(
                        UiTexts.of("rollup.value"),
                        tools,
                        names,
                        rollup.value(),
                        value -> store(value, rollup.filter(), rollup.scale())),
                    new FormulaInput(
                        UiTexts.of("rollup.filter"),
                        tools,
                        names,
                        rollup.filter(),
                        filter -> store(rollup.value(), filter, rollup.scale()))));
    if (!siblings.isEmpty()) {
      add(match(siblings));
    }
    add(
        PropertyInputs.digits(
            rollup.scale(),
            rollup.storedScale(),
            scale -> store(rollup.value(), rollup.filter(), scale)));
  }

  /** Records, or rows, that point here. */
  private record Link(String from, String via, String title) {}

  private List<Link> links() {
    var links = new ArrayList<Link>();
    for (var other : tools.forms().values()) {
      var name = other.title().in(UiTexts.locale());
      links(other.fields(), other.key().value(), name, links);
      for (var field : other.fields()) {
        if (field instanceof SubformField rows) {
          var from = other.key() + "." + rows.key();
          var rowsName = name + " · " + rows.title().in(UiTexts.locale());
          links(rows.fields(), from, rowsName, links);
          links(other.fields(), from, rowsName, links);
        }
      }
    }
    return List.copyOf(links);
  }

  private void links(List<Field> fields, String from, String name, List<Link> links) {
    fields.stream()
        .filter(
            field ->
                field instanceof LookupField lookup && lookup.form().equals(tools.form().key()))
        .forEach(
            field ->
                links.add(
                    new Link(
                        from,
                        field.key().value(),
                        UiTexts.of("rollup.by", name, field.title().in(UiTexts.locale())))));
  }

  private com.vaadin.flow.component.select.Select<Field> match(List<Field> siblings) {
    var lookups = siblings.stream().filter(LookupField.class::isInstance).toList();
    return PropertyInputs.select(
        "rollup.match",
        lookups,
        lookups.stream()
            .filter(field -> rollup.match().containsKey(field.key().value()))
            .findFirst()
            .orElse(null),
        "rollup.no-match",
        field -> field.title().in(UiTexts.locale()),
        field -> change(rollup.from(), rollup.via(), matching(field), rollup.aggregate()));
  }

  /** The column of what is summed up that points to the same form. */
  private Map<String, String> matching(Field own) {
    if (own == null) {
      return Map.of();
    }
    var parts = rollup.from().split("\\.", 2);
    var source = Optional.ofNullable(tools.forms().get(parts[0]));
    var columns =
        source
            .map(
                form ->
                    form.fields().stream()
                        .filter(
                            field ->
                                parts.length > 1
                                    && field.key().value().equals(parts[1])
                                    && field instanceof SubformField)
                        .findFirst()
                        .map(field -> ((SubformField) field).fields())
                        .orElse(form.fields()))
            .orElse(List.of());
    return columns.stream()
        .filter(
            field ->
                field instanceof LookupField lookup
                    && lookup.form().equals(((LookupField) own).form()))
        .findFirst()
        .map(field -> Map.of(own.key().value(), field.key().value()))
        .orElse(Map.of());
  }

  private void change(String from, String via, Map<String, String> match, RollupField.Kind kind) {
    onChange.accept(
        new RollupField(
            rollup.head(),
            from,
            via,
            match,
            kind,
            rollup.value(),
            rollup.filter(),
            rollup.scale(),
            rollup.currency()));
  }

  private void store(String value, String filter, Integer scale) {
    onChange.accept(
        new RollupField(
            rollup.head(),
            rollup.from(),
            rollup.via(),
            rollup.match(),
            rollup.aggregate(),
            value,
            filter,
            scale,
            rollup.currency()));
  }
}
