package dev.formwork.ui.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.StageField;
import dev.formwork.core.naming.MemberId;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.type.FieldUis;
import dev.formwork.ui.text.UiTexts;
import java.util.UUID;

/** Values of a record's history as people read them. */
public final class HistoryText {

  private final FieldDisplay display;

  public HistoryText(FieldDisplay display) {
    this.display = display;
  }

  /**
   * @param field nullable: it is not there any more
   * @param value nullable
   */
  public String of(Field field, JsonNode value) {
    if (value == null || value.isMissingNode() || value.isNull()) {
      return "—";
    }
    if (value.isArray()) {
      return UiTexts.of("history.rows", value.size());
    }
    if (value.isObject()) {
      return value.path("title").asText();
    }
    if (field instanceof StageField || field instanceof ChoiceField) {
      return FieldUis.text(field, value.asText(), display);
    }
    return value.asText().length() == 36 && field != null && field.type().json().equals("member")
        ? display.members().getOrDefault(new MemberId(UUID.fromString(value.asText())), "?")
        : value.asText();
  }
}
