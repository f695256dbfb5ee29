package dev.formwork.ui.task;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.Field;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.record.HistoryText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.task.ChangedSince;
import dev.formwork.workflow.task.TaskView;
import java.util.List;

/** What is no longer as it was submitted, old and new, before whoever decides. */
final class ChangesSinceSubmission extends Div {

  ChangesSinceSubmission(TaskView view, FieldDisplay display) {
    addClassNames("fw-history", "fw-task-changes");
    setId("changes-since-submission");
    add(new H2(UiTexts.of("task.changed-since")));
    var text = new HistoryText(display);
    view.changes().forEach(change -> add(line(view.form(), change, text, display)));
  }

  private static Div line(
      CompiledForm form, ChangedSince change, HistoryText text, FieldDisplay display) {
    var field = field(form, change);
    var who =
        new Span(
            change.at() == null
                ? UiTexts.of("task.change-follows")
                : display.member(change.by()) + " · " + display.moment(change.at()));
    who.addClassName("fw-muted");
    var line =
        new Div(
            new Span(change.title().in(UiTexts.locale()) + ": "),
            new Span(text.of(field, change.from())),
            new Span(" → "),
            new Span(text.of(field, change.to())),
            new Span(" "),
            who);
    line.addClassName("fw-history-line");
    return line;
  }

  private static Field field(CompiledForm form, ChangedSince change) {
    var fields =
        change.rows() == null
            ? form.definition().fields()
            : form.subforms().stream()
                .filter(subform -> subform.field().key().value().equals(change.rows()))
                .findFirst()
                .map(subform -> subform.field().fields())
                .orElse(List.<Field>of());
    return fields.stream()
        .filter(one -> one.key().value().equals(change.field()))
        .findFirst()
        .orElse(null);
  }
}
