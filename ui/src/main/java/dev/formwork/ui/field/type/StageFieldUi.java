package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.Stage;
import dev.formwork.core.field.StageField;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.input.PickInput;
import dev.formwork.ui.field.settings.StagesEditor;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The stage that a record has reached on its path. */
record StageFieldUi(StageField field) implements SingleChoiceUi {

  static Field create(NewField fresh) {
    return new StageField(
        fresh.head(),
        List.of(
            new Stage("open", new Title("Open", "进行中"), 50, Stage.Category.OPEN, "blue"),
            new Stage("done", new Title("Done", "完成"), 100, Stage.Category.WON, "green")));
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CHEVRON_RIGHT_SMALL;
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    Function<Stage, String> named = stage -> stage.title().in(context.display().locale());
    var input = new PickInput<Stage>(text -> Options.find(field.stages(), named, text));
    input.setItems(field.stages());
    input.setItemLabelGenerator(named::apply);
    return new FieldEditor<>(
        input,
        input,
        key -> field.stage((String) key).orElseGet(() -> unlisted((String) key)),
        Stage::key);
  }

  /** What a record holds that is no stage any more: it is shown, and stays until it is changed. */
  private static Stage unlisted(String key) {
    return new Stage(key, new Title(key, key), 0, Stage.Category.OPEN, null);
  }

  @Override
  public String summary(FormulaScope names) {
    return field.stages().stream()
        .map(stage -> stage.title().in(UiTexts.locale()))
        .collect(Collectors.joining(" › "));
  }

  @Override
  public List<Component> settings(SettingsContext context) {
    return List.of(
        new StagesEditor(
            field.stages(), stages -> context.onChange().accept(field.withStages(stages))));
  }
}
