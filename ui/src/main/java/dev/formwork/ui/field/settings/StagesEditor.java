package dev.formwork.ui.field.settings;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.field.Stage;
import dev.formwork.core.naming.Key;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.field.TypedInputs;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The stages of a way: rename, insert between two, reorder, remove. */
public final class StagesEditor extends Div {

  private final transient List<Stage> stages;
  private final transient Consumer<List<Stage>> onChange;

  public StagesEditor(List<Stage> stages, Consumer<List<Stage>> onChange) {
    this.stages = stages;
    this.onChange = onChange;
    addClassName("fw-options");
    add(new H3(UiTexts.of("property.stages")));
    for (int i = 0; i < stages.size(); i++) {
      add(line(i));
    }
  }

  private Div line(int index) {
    var stage = stages.get(index);
    var name = new TextField();
    name.setAriaLabel(UiTexts.of("property.stage", index + 1));
    name.setValue(stage.title().in(UiTexts.locale()));
    name.addValueChangeListener(
        event -> {
          if (!event.getValue().isBlank()) {
            replace(index, renamed(stage, event.getValue()));
          }
        });
    var probability = TypedInputs.whole(0, 100);
    probability
        .getElement()
        .setProperty(
            "accessibleName",
            UiTexts.of("property.probability", stage.title().in(UiTexts.locale())));
    probability.setValue(stage.probability());
    probability.setSuffixComponent(new com.vaadin.flow.component.html.Span("%"));
    probability.addValueChangeListener(
        event -> {
          if (event.getValue() != null) {
            replace(
                index,
                new Stage(
                    stage.key(), stage.title(), event.getValue(), stage.category(), stage.color()));
          }
        });
    var category = new Select<Stage.Category>();
    category.setItems(Stage.Category.values());
    category.setItemLabelGenerator(
        one -> one == null ? "" : UiTexts.of("category." + one.name().toLowerCase(Locale.ROOT)));
    category.setValue(stage.category());
    category.setAriaLabel(UiTexts.of("property.category", stage.title().in(UiTexts.locale())));
    category.addValueChangeListener(
        event ->
            replace(
                index,
                new Stage(
                    stage.key(),
                    stage.title(),
                    stage.probability(),
                    event.getValue(),
                    stage.color())));
    var tools =
        new Div(
            tool(VaadinIcon.ARROW_UP, "property.stage-up", stage, () -> swap(index, index - 1)),
            tool(VaadinIcon.ARROW_DOWN, "property.stage-down", stage, () -> swap(index, index + 1)),
            tool(VaadinIcon.PLUS, "property.stage-after", stage, () -> insertAfter(index)),
            tool(VaadinIcon.CLOSE_SMALL, "property.remove-option", stage, () -> remove(index)));
    tools.addClassName("fw-stage-tools");
    var line = new Div(name, probability, category, tools);
    line.addClassName("fw-stage");
    return line;
  }

  private static Button tool(VaadinIcon icon, String label, Stage stage, Runnable action) {
    var button = new Button(icon.create(), _ -> action.run());
    button.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    button.setAriaLabel(UiTexts.of(label, stage.title().in(UiTexts.locale())));
    button.setTooltipText(UiTexts.of(label, stage.title().in(UiTexts.locale())));
    return button;
  }

  private void replace(int index, Stage stage) {
    var changed = new ArrayList<>(stages);
    changed.set(index, stage);
    onChange.accept(changed);
  }

  private void swap(int index, int other) {
    if (other >= 0 && other < stages.size()) {
      var changed = new ArrayList<>(stages);
      java.util.Collections.swap(changed, index, other);
      onChange.accept(changed);
    }
  }

  private void remove(int index) {
    var changed = new ArrayList<>(stages);
    changed.remove(index);
    onChange.accept(changed);
  }

  private void insertAfter(int index) {
    var taken = stages.stream().map(Stage::key).collect(Collectors.toSet());
    var text = UiTexts.of("property.new-stage");
    var title =
        UiTexts.locale().getLanguage().equals("zh") ? new Title(null, text) : Title.of(text);
    int after = stages.get(index).probability();
    int before =
        index + 1 < stages.size() && stages.get(index + 1).category() == Stage.Category.OPEN
            ? stages.get(index + 1).probability()
            : after;
    var changed = new ArrayList<>(stages);
    changed.add(
        index + 1,
        new Stage(
            Key.free("stage_" + (stages.size() + 1), taken),
            title,
            (after + before) / 2,
            Stage.Category.OPEN,
            "blue"));
    onChange.accept(changed);
  }

  private Stage renamed(Stage stage, String text) {
    var taken = stages.stream().map(Stage::key).collect(Collectors.toSet());
    var key =
        stage.key().matches("stage_[0-9]+")
            ? Key.free(Key.fromTitle(text, stage.key()), taken)
            : stage.key();
    return new Stage(
        key,
        stage.title().with(UiTexts.locale(), text),
        stage.probability(),
        stage.category(),
        stage.color());
  }
}
