package dev.formwork.ui.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.ui.component.Icons;
import dev.formwork.ui.text.UiTexts;
import java.util.List;

/** Asks which form a new record is for; the forms of the current app come first. */
final class NewRecordDialog extends Dialog {

  /** An app with the forms one may make records in. */
  record Choice(String title, List<CompiledForm> forms) {}

  NewRecordDialog(List<Choice> choices) {
    setHeaderTitle(UiTexts.of("nav.new.title"));
    setWidth("min(26rem, 96vw)");
    var list = new Div();
    list.addClassName("fw-new");
    for (var choice : choices) {
      list.add(new H3(choice.title));
      choice.forms.forEach(form -> list.add(entry(form)));
    }
    add(list);
    getFooter().add(new Button(UiTexts.of("close"), _ -> close()));
  }

  private NativeButton entry(CompiledForm form) {
    var entry = new NativeButton();
    entry.add(
        Icons.named(form.definition().icon()),
        new Span(form.definition().title().in(UiTexts.locale())));
    entry.setId("new-" + form.app() + "-" + form.key());
    entry.addClickListener(
        _ -> {
          close();
          getUI().ifPresent(ui -> ui.navigate("app/%s/%s/new".formatted(form.app(), form.key())));
        });
    return entry;
  }
}
