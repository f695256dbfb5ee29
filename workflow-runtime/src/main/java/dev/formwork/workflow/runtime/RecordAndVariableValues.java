package dev.formwork.workflow.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.expression.value.SlotValues;
import dev.formwork.workflow.definition.Variable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Values for expressions: first the slots of a record, then the variables of the flow. */
public final class RecordAndVariableValues implements SlotValues {

  private final SlotValues record;
  private final int slots;
  private final List<Variable> variables;
  private final ObjectNode values;

  /**
   * @param record null: none
   */
  public RecordAndVariableValues(
      SlotValues record, int slots, List<Variable> variables, ObjectNode values) {
    this.record = record;
    this.slots = slots;
    this.variables = variables;
    this.values = values;
  }

  @Override
  public Object get(int slot) {
    if (slot < slots) {
      return record == null ? null : record.get(slot);
    }
    var variable = variables.get(slot - slots);
    return value(variable.type(), values.path(variable.key()));
  }

  /** What does not fit is empty: it came from outside. */
  private static Object value(Variable.Type type, JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return null;
    }
    try {
      return switch (type) {
        case TEXT -> json.isTextual() ? json.textValue() : json.toString();
        case NUMBER -> json.isNumber() ? json.decimalValue() : new BigDecimal(json.asText());
        case BOOLEAN -> json.asBoolean();
        case DATE -> LocalDate.parse(json.asText());
        case DATETIME -> OffsetDateTime.parse(json.asText());
        case MEMBER -> UUID.fromString(json.asText());
        case RECORD -> new RecordRef(UUID.fromString(json.asText()), null);
      };
    } catch (IllegalArgumentException | DateTimeException _) {
      return null;
    }
  }
}
