package dev.formwork.ui.script;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.naming.Title;
import dev.formwork.core.script.ScriptRunResult;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** One script being edited: name, form, code, and a test run. */
final class ScriptCard extends Div implements EditableCardList.Card {

  /** Runs a text that may not be saved yet. */
  @FunctionalInterface
  interface TestRun {
    Uni<ScriptRunResult> run(String script, String input);
  }

  private final TextField key = new TextField(UiTexts.of("script.key"));
  private final TextField english = new TextField(UiTexts.of("script.title-en"));
  private final TextField chinese = new TextField(UiTexts.of("script.title-zh"));
  private final TextField helpEnglish = new TextField(UiTexts.of("function.help-en"));
  private final TextField helpChinese = new TextField(UiTexts.of("function.help-zh"));
  private final Select<CompiledForm> form = new Select<>();
  private final TextArea script = new TextArea(UiTexts.of("function.script"));
  private final TextField input = new TextField(UiTexts.of("script.input"));
  private final ScriptOutput outcome = new ScriptOutput();
  private final transient Map<String, HasValidation> parts =
      Map.of("key", key, "title", english, "form", form, "script", script);

  ScriptCard(
      AppScript shown, List<CompiledForm> forms, TestRun testRun, Consumer<ScriptCard> onRemove) {
    addClassName("fw-function-card");
    key.setValue(shown.key());
    fill(english, chinese, shown.title());
    fill(helpEnglish, helpChinese, shown.help());
    form.setLabel(UiTexts.of("script.form"));
    form.setItems(forms);
    form.setEmptySelectionAllowed(true);
    form.setEmptySelectionCaption(UiTexts.of("script.alone"));
    form.setItemLabelGenerator(
        one ->
            one == null
                ? UiTexts.of("script.alone")
                : one.definition().title().in(UiTexts.locale()));
    forms.stream()
        .filter(one -> one.definition().key().equals(shown.form()))
        .findFirst()
        .ifPresent(form::setValue);
    script.setValue(shown.script());
    script.addClassName("fw-code");
    script.setMinRows(6);
    script.setWidthFull();
    input.setValue("{}");
    input.setHelperText(UiTexts.of("script.input.help"));
    add(head(onRemove), names(), script, trial(testRun));
  }

  private static void fill(TextField english, TextField chinese, Title title) {
    english.setValue(title == null ? "" : title.in(Locale.ENGLISH));
    chinese.setValue(title == null ? "" : title.in(Locale.CHINESE));
  }

  private Div head(Consumer<ScriptCard> onRemove) {
    var remove = new Button(VaadinIcon.TRASH.create(), _ -> onRemove.accept(this));
    remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    remove.setAriaLabel(UiTexts.of("function.remove", key.getValue()));
    remove.setTooltipText(UiTexts.of("function.remove", key.getValue()));
    var head = new Div(english, chinese, remove);
    head.addClassName("fw-script-head");
    return head;
  }

  private Div names() {
    var names = new Div(key, form, helpEnglish, helpChinese);
    names.addClassName("fw-function-help");
    return names;
  }

  private Div trial(TestRun testRun) {
    var run =
        new Button(
            UiTexts.of("script.run"),
            VaadinIcon.PLAY.create(),
            _ ->
                UiCommands.run(() -> testRun.run(script.getValue(), given()))
                    .ifPresent(outcome::show));
    var row = new Div(input, run, outcome);
    row.addClassName("fw-function-trial");
    return row;
  }

  private String given() {
    return input.getValue().isBlank() ? "{}" : input.getValue();
  }

  AppScript script() {
    return new AppScript(
        key.getValue().strip(),
        title(english, chinese),
        title(helpEnglish, helpChinese),
        form.getValue() == null ? null : form.getValue().definition().key(),
        script.getValue());
  }

  /** Null when nothing is written in either language. */
  private static Title title(TextField english, TextField chinese) {
    return english.getValue().isBlank() && chinese.getValue().isBlank()
        ? null
        : new Title(english.getValue(), chinese.getValue());
  }

  @Override
  public boolean mark(String part, String sentence) {
    var field = parts.get(part);
    if (field == null) {
      return false;
    }
    field.setInvalid(true);
    field.setErrorMessage(sentence);
    return true;
  }

  @Override
  public void clearErrors() {
    parts.values().forEach(field -> field.setInvalid(false));
  }
}
