package dev.formwork.ui.script;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.script.ScriptRunResult;
import dev.formwork.ui.text.UiTexts;

/** The output of a script: its log lines, then its result or error. */
final class ScriptOutput extends Div {

  ScriptOutput() {
    addClassName("fw-function-outcome");
    getElement().setAttribute("role", "status");
  }

  void show(ScriptRunResult outcome) {
    removeAll();
    outcome.log().forEach(line -> add(new Div(line)));
    boolean failed = outcome.error() != null;
    var last =
        new Span(
            failed
                ? UiTexts.of("function.failed", UiTexts.of(outcome.error()))
                : "= " + outcome.result());
    last.addClassName(failed ? "fw-error" : "fw-function-result");
    add(last);
    if (outcome.changes() > 0) {
      add(new Div(UiTexts.of("script.changes", outcome.changes())));
    }
  }
}
