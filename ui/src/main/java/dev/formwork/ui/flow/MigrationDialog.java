package dev.formwork.ui.flow;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import dev.formwork.ui.shell.Texts;
import dev.formwork.workflow.migration.MigrationCheck;
import java.util.stream.Collectors;

/** Moves running instances to the newest version, and lists those that cannot be moved. */
final class MigrationDialog extends Dialog {

  MigrationDialog(MigrationCheck check, Runnable onMove) {
    setHeaderTitle(Texts.of("run.migrate"));
    setMaxWidth("36rem");
    add(new Paragraph(Texts.of("run.movable", check.movable())));
    if (!check.stuck().isEmpty()) {
      add(new Paragraph(Texts.of("run.stuck", check.stuck().size())));
      var list = new UnorderedList();
      check
          .stuck()
          .forEach(
              one ->
                  list.add(
                      new ListItem(
                          Texts.of(
                              "run.stuck.line",
                              one.title() == null ? one.instance().toString() : one.title(),
                              steps(one)))));
      add(list);
    }
    var move =
        new Button(
            Texts.of("run.move", check.movable()),
            _ -> {
              close();
              onMove.run();
            });
    move.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    move.setEnabled(check.movable() > 0);
    move.setId("move-instances");
    getFooter().add(new Button(Texts.of("cancel"), _ -> close()), move);
  }

  private static String steps(MigrationCheck.Stuck stuck) {
    return stuck.steps().stream()
        .map(step -> StepTitles.of(stuck.definition(), step))
        .collect(Collectors.joining(Texts.of("flow.comma")));
  }
}
