package dev.formwork.ui.script;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.script.ScriptRunResult;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** A script with a run button, for members who do not edit it. */
final class ScriptRunCard extends Div {

  ScriptRunCard(AppScript script, Supplier<Uni<ScriptRunResult>> run) {
    addClassName("fw-function-card");
    var shown = new ScriptOutput();
    add(new H2(script.title().in(UiTexts.locale())));
    if (script.help() != null) {
      add(new Paragraph(script.help().in(UiTexts.locale())));
    }
    var button =
        new Button(
            UiTexts.of("script.run"),
            VaadinIcon.PLAY.create(),
            _ -> UiCommands.run(run).ifPresent(shown::show));
    var trial = new Div(button, shown);
    trial.addClassName("fw-function-trial");
    add(trial);
  }
}
