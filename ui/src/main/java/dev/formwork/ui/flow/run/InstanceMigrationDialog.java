package dev.formwork.ui.flow.run;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.flow.text.StepTitles;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.migration.MigrationCheck;
import java.util.stream.Collectors;

/** Moves running instances to the newest version, and lists those that cannot be moved. */
final class InstanceMigrationDialog extends Dialog {

  InstanceMigrationDialog(MigrationCheck check, Runnable onMove) {
    setHeaderTitle(UiTexts.of("run.migrate"));
    setMaxWidth("36rem");
    add(new Paragraph(UiTexts.of("run.movable", check.movable())));
    if (!check.stuck().isEmpty()) {
      add(new Paragraph(UiTexts.of("run.stuck", check.stuck().size())));
      var list = new UnorderedList();
      check
          .stuck()
          .forEach(
              one ->
                  list.add(
                      new ListItem(
                          UiTexts.of(
                              "run.stuck.line",
                              one.title() == null ? one.instance().toString() : one.title(),
                              steps(one)))));
      add(list);
    }
    var move =
        new Button(
            UiTexts.of("run.move", check.movable()),
            _ -> {
              close();
              onMove.run();
            });
    move.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    move.setEnabled(check.movable() > 0);
    move.setId("move-instances");
    getFooter().add(new Button(UiTexts.of("cancel"), _ -> close()), move);
  }

  private static String steps(MigrationCheck.Stuck stuck) {
    return stuck.steps().stream()
        .map(step -> StepTitles.of(stuck.definition(), step))
        .collect(Collectors.joining(FlowText.words().word("comma")));
  }
}
