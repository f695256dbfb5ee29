package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Trigger;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/** A schedule: a common one, or a cron expression. */
public final class ScheduleInput extends Div {

  private static final List<String> USUAL =
      List.of("0 9 * * *", "0 9 * * 1-5", "0 9 * * 1", "0 9 1 * *", "0 * * * *");

  private final transient Consumer<Trigger.Schedule> onChange;
  private final TextField cron;
  private final ComboBox<String> zone = new ComboBox<>(UiTexts.of("flow.schedule.zone"));

  public ScheduleInput(Trigger.Schedule schedule, Consumer<Trigger.Schedule> onChange) {
    this.onChange = onChange;
    addClassName("fw-properties");
    cron = FlowInputs.text(UiTexts.of("flow.schedule.cron"), schedule.cron(), _ -> tell());
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
    zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
    zone.setValue(schedule.zone());
    zone.setPlaceholder(UiTexts.of("flow.schedule.zone.usual"));
    zone.setClearButtonVisible(true);
    zone.setWidthFull();
    zone.addValueChangeListener(_ -> tell());
    add(usual, cron, zone);
  }

  private void tell() {
    onChange.accept(new Trigger.Schedule(FlowInputs.blankToNull(cron.getValue()), zone.getValue()));
  }

  private static String words(TextField cron) {
    var words = FlowText.schedule(cron.getValue());
    return words.equals(cron.getValue()) ? UiTexts.of("flow.schedule.help") : words;
  }
}
