package dev.formwork.ui.flow;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.ui.shell.Texts;
import java.time.ZoneId;
import java.util.List;

/** A schedule: a common one, or a cron expression. */
final class ScheduleInput extends Div {

  private static final List<String> USUAL =
      List.of("0 9 * * *", "0 9 * * 1-5", "0 9 * * 1", "0 9 1 * *", "0 * * * *");

  ScheduleInput(Edited trigger) {
    addClassName("fw-properties");
    var cron = FlowInputs.text(trigger, "cron", "flow.schedule.cron");
    cron.setHelperText(words(cron));
    cron.addValueChangeListener(_ -> cron.setHelperText(words(cron)));
    var usual =
        FlowInputs.choice(
            Texts.of("flow.schedule"),
            USUAL,
            USUAL.contains(cron.getValue()) ? cron.getValue() : null,
            Texts.of("flow.schedule.own"),
            CronWords::of,
            word -> {
              if (word != null) {
                cron.setValue(word);
              }
            });
    var zone = new ComboBox<String>(Texts.of("flow.schedule.zone"));
    zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
    zone.setValue(trigger.text("zone"));
    zone.setPlaceholder(Texts.of("flow.schedule.zone.usual"));
    zone.setClearButtonVisible(true);
    zone.setWidthFull();
    zone.addValueChangeListener(event -> trigger.set("zone", event.getValue()));
    add(usual, cron, zone);
  }

  private static String words(TextField cron) {
    var words = CronWords.of(cron.getValue());
    return words.equals(cron.getValue()) ? Texts.of("flow.schedule.help") : words;
  }
}
