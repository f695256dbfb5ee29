package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import java.time.ZoneId;
import java.util.List;

/** A schedule: a common one, or a cron expression. */
public final class ScheduleInput extends Div {

  private static final List<String> USUAL =
      List.of("0 9 * * *", "0 9 * * 1-5", "0 9 * * 1", "0 9 1 * *", "0 * * * *");

  public ScheduleInput(JsonBinding trigger) {
    addClassName("fw-properties");
    var cron = FlowInputs.text(trigger, "cron", "flow.schedule.cron");
    cron.setHelperText(words(cron));
    cron.addValueChangeListener(_ -> cron.setHelperText(words(cron)));
    var usual =
        FlowInputs.choice(
            UiTexts.of("flow.schedule"),
            USUAL,
            USUAL.contains(cron.getValue()) ? cron.getValue() : null,
            UiTexts.of("flow.schedule.own"),
            FlowText::schedule,
            word -> {
              if (word != null) {
                cron.setValue(word);
              }
            });
    var zone = new ComboBox<String>(UiTexts.of("flow.schedule.zone"));
    zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
    zone.setValue(trigger.text("zone"));
    zone.setPlaceholder(UiTexts.of("flow.schedule.zone.usual"));
    zone.setClearButtonVisible(true);
    zone.setWidthFull();
    zone.addValueChangeListener(event -> trigger.set("zone", event.getValue()));
    add(usual, cron, zone);
  }

  private static String words(TextField cron) {
    var words = FlowText.schedule(cron.getValue());
    return words.equals(cron.getValue()) ? UiTexts.of("flow.schedule.help") : words;
  }
}
