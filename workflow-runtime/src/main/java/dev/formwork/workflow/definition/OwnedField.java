package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A field of the flow's form that flows set and no person, such as the status of an approval.
 *
 * @param editable values at which the record may be changed although it went through, as it has to
 *     go through again; none: it stays as it was approved
 * @param byHand moves that people make all the same; none: never by hand
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OwnedField(String field, List<String> editable, List<HandMove> byHand) {

  public OwnedField {
    editable = editable == null ? List.of() : List.copyOf(editable);
    byHand = byHand == null ? List.of() : List.copyOf(byHand);
  }

  /**
   * From one of these values to one of those.
   *
   * @param from keys of stages or options
   * @param to keys of stages or options
   */
  public record HandMove(List<String> from, List<String> to) {

    public HandMove {
      from = from == null ? List.of() : List.copyOf(from);
      to = to == null ? List.of() : List.copyOf(to);
    }
  }
}
