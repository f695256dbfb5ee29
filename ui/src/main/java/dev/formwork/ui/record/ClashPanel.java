package dev.formwork.ui.record;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.type.FieldUis;
import dev.formwork.ui.text.UiTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Fields that two people changed to something else: both sides of each, one to be chosen. */
public final class ClashPanel extends Div {

  /** So many rows of a table are written out. */
  private static final int ROWS = 5;

  private enum Side {
    MINE,
    THEIRS
  }

  private final transient FieldDisplay display;
  private final transient Map<Clash, RadioButtonGroup<Side>> choices = new LinkedHashMap<>();

  /**
   * @param who changed the record, by name
   * @param onChoose told the field and the value that it is to have
   */
  public ClashPanel(
      List<Clash> clashes, String who, FieldDisplay display, BiConsumer<Field, Object> onChoose) {
    this.display = display;
    addClassName("fw-clashes");
    setId("clashes");
    getElement().setAttribute("role", "alert");
    add(new H3(UiTexts.of("record.clashes", who)));
    clashes.forEach(clash -> add(choice(clash, who, onChoose)));
  }

  private RadioButtonGroup<Side> choice(
      Clash clash, String who, BiConsumer<Field, Object> onChoose) {
    var choice = new RadioButtonGroup<Side>();
    choice.setLabel(clash.field().title().in(UiTexts.locale()));
    choice.setId("clash-" + clash.field().key());
    choice.setItems(Side.values());
    choice.setItemLabelGenerator(
        side ->
            side == Side.MINE
                ? UiTexts.of("record.clash.mine", text(clash.field(), clash.mine()))
                : UiTexts.of("record.clash.theirs", who, text(clash.field(), clash.theirs())));
    choice.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
    choice.addValueChangeListener(
        event -> {
          choice.setInvalid(false);
          onChoose.accept(
              clash.field(), event.getValue() == Side.MINE ? clash.mine() : clash.theirs());
        });
    choices.put(clash, choice);
    return choice;
  }

  private String text(Field field, Object value) {
    var text =
        field instanceof SubformField rows
            ? rows(rows, value)
            : FieldUis.text(field, value, display);
    return text.isEmpty() ? UiTexts.of("record.clash.empty") : text;
  }

  @SuppressWarnings("unchecked")
  private String rows(SubformField form, Object value) {
    var rows = value == null ? List.<RecordData>of() : (List<RecordData>) value;
    var written =
        rows.stream().limit(ROWS).map(row -> row(form, row)).collect(Collectors.joining("; "));
    return rows.size() > ROWS
        ? written + " … " + UiTexts.of("record.clash.rows", rows.size())
        : written;
  }

  private String row(SubformField form, RecordData row) {
    return IntStream.range(0, form.fields().size())
        .mapToObj(slot -> FieldUis.text(form.fields().get(slot), row.get(slot), display))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  /** Those for which no side was chosen yet. */
  List<Clash> open() {
    return choices.entrySet().stream()
        .filter(choice -> choice.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether a side of each was chosen; those still open are marked. */
  public boolean isDecided() {
    var open = open();
    open.forEach(
        clash -> {
          choices.get(clash).setInvalid(true);
          choices.get(clash).setErrorMessage(UiTexts.of("record.clash.choose"));
        });
    if (!open.isEmpty()) {
      choices.get(open.getFirst()).scrollIntoView();
    }
    return open.isEmpty();
  }
}
