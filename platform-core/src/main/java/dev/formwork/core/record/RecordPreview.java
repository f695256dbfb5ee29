package dev.formwork.core.record;

import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.decision.FieldState;
import dev.formwork.core.record.value.RecordData;
import java.util.List;
import java.util.Map;

/**
 * What saving would make of what is entered so far.
 *
 * @param states of the fields, in their order
 * @param rowStates of the columns, for each row, by the slot of the subform
 * @param problems that saving now would be refused for
 */
public record RecordPreview(
    RecordData data,
    List<FieldState> states,
    Map<Integer, List<List<FieldState>>> rowStates,
    List<Problem> problems) {}
