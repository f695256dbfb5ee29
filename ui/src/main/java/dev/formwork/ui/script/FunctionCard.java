package dev.formwork.ui.script;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.definition.ScriptFunction;
import dev.formwork.core.naming.Title;
import dev.formwork.core.script.function.ScriptFunctionLibrary;
import dev.formwork.ui.text.UiTexts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One custom function being edited: signature, help, code, and a test call. */
final class FunctionCard extends Div implements EditableCardList.Card {

  private final TextField name = new TextField(UiTexts.of("function.name"));
  private final TextField parameters = new TextField(UiTexts.of("function.parameters"));
  private final Select<ScriptFunction.Kind> result = new Select<>();
  private final TextField english = new TextField(UiTexts.of("function.help-en"));
  private final TextField chinese = new TextField(UiTexts.of("function.help-zh"));
  private final TextArea script = new TextArea(UiTexts.of("function.script"));
  private final TextField values = new TextField(UiTexts.of("function.values"));
  private final Div outcome = new Div();

  FunctionCard(ScriptFunction function, Consumer<FunctionCard> onRemove) {
    addClassName("fw-function-card");
    name.setValue(function.name());
    name.setAllowedCharPattern("[A-Z0-9_a-z]");
    parameters.setValue(
        function.parameters().stream()
            .map(one -> one.name() + ": " + word(one.type()))
            .collect(Collectors.joining(", ")));
    parameters.setHelperText(UiTexts.of("function.parameters.help"));
    result.setLabel(UiTexts.of("function.result"));
    result.setItems(ScriptFunction.Kind.values());
    result.setItemLabelGenerator(
        kind -> kind == null ? "" : UiTexts.of("function.kind." + word(kind)));
    result.setValue(function.result());
    english.setValue(function.help() == null ? "" : function.help().in(Locale.ENGLISH));
    chinese.setValue(function.help() == null ? "" : function.help().in(Locale.CHINESE));
    script.setValue(function.script());
    script.addClassName("fw-code");
    script.setMinRows(4);
    script.setWidthFull();
    values.setPlaceholder("200, 0.15");
    outcome.addClassName("fw-function-outcome");
    outcome.getElement().setAttribute("role", "status");
    var run = new Button(UiTexts.of("function.try"), VaadinIcon.PLAY.create(), _ -> tryOut());
    var remove = new Button(VaadinIcon.TRASH.create(), _ -> onRemove.accept(this));
    remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    remove.setAriaLabel(UiTexts.of("function.remove", function.name()));
    remove.setTooltipText(UiTexts.of("function.remove", function.name()));
    var head = new Div(name, result, parameters, remove);
    head.addClassName("fw-function-head");
    var help = new Div(english, chinese);
    help.addClassName("fw-function-help");
    var trial = new Div(values, run, outcome);
    trial.addClassName("fw-function-trial");
    add(head, help, script, trial);
  }

  private static String word(ScriptFunction.Kind kind) {
    return kind == ScriptFunction.Kind.DATE_TIME
        ? "dateTime"
        : kind.name().toLowerCase(Locale.ROOT);
  }

  ScriptFunction function() {
    boolean noHelp = english.getValue().isBlank() && chinese.getValue().isBlank();
    return new ScriptFunction(
        name.getValue().strip().toUpperCase(Locale.ROOT),
        noHelp ? null : new Title(english.getValue(), chinese.getValue()),
        arguments(),
        result.getValue(),
        script.getValue());
  }

  private List<ScriptFunction.Argument> arguments() {
    var arguments = new ArrayList<ScriptFunction.Argument>();
    for (var part : parameters.getValue().split(",")) {
      var pieces = part.split(":");
      if (!pieces[0].isBlank()) {
        arguments.add(
            new ScriptFunction.Argument(
                pieces[0].strip(), kind(pieces.length > 1 ? pieces[1].strip() : "number")));
      }
    }
    return arguments;
  }

  /** Nearest to what was written; a number unless it is another. */
  private static ScriptFunction.Kind kind(String word) {
    return Arrays.stream(ScriptFunction.Kind.values())
        .filter(kind -> word(kind).equalsIgnoreCase(word))
        .findFirst()
        .orElse(ScriptFunction.Kind.NUMBER);
  }

  private void tryOut() {
    var function = function();
    var written = values.getValue().isBlank() ? new String[0] : values.getValue().split(",");
    var given = new ArrayList<Object>();
    for (int i = 0; i < written.length; i++) {
      boolean number =
          written[i].strip().matches("-?[0-9]{1,30}(\\.[0-9]{1,20})?")
              && (i >= function.parameters().size()
                  || function.parameters().get(i).type() == ScriptFunction.Kind.NUMBER);
      given.add(number ? new BigDecimal(written[i].strip()) : written[i].strip());
    }
    var answer = ScriptFunctionLibrary.run(function, given);
    outcome.removeAll();
    answer.log().forEach(line -> outcome.add(new Div(line)));
    var last =
        new Span(
            answer.error() == null
                ? "= " + ScriptFunctionLibrary.shown(answer)
                : UiTexts.of("function.failed", UiTexts.of(answer.error())));
    last.addClassName(answer.error() == null ? "fw-function-result" : "fw-error");
    outcome.add(last);
  }

  @Override
  public boolean mark(String part, String sentence) {
    switch (part) {
      case "name" -> {
        name.setInvalid(true);
        name.setErrorMessage(sentence);
      }
      case "script" -> {
        script.setInvalid(true);
        script.setErrorMessage(sentence);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public void clearErrors() {
    name.setInvalid(false);
    script.setInvalid(false);
  }
}
