package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.Title;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * People decide.
 *
 * @param assign whom it is put to
 * @param decide how many must agree; nullable: any one
 * @param nobody what happens when nobody is found; nullable: stop and tell
 * @param reject what a rejection does; nullable: the flow ends
 * @param fields what whoever decides may do with fields; others may be read
 * @param buttons actions offered, with other labels than the usual; empty: the usual ones
 * @param due nullable
 * @param comment whether a comment is asked for with a decision
 * @param sign whether the decision is signed by hand
 * @param corrects keys of fields that the submitter may change when it comes back from here; empty:
 *     all that they could
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ApproveStep(
    String key,
    Title title,
    List<AssigneeRule> assign,
    VotingRule decide,
    NoAssigneePolicy nobody,
    RejectionPolicy reject,
    Map<String, TaskFieldAccess> fields,
    Map<ActionKind, Title> buttons,
    Deadline due,
    boolean comment,
    boolean sign,
    List<String> corrects)
    implements HumanStep {

  public ApproveStep {
    assign = assign == null ? List.of() : List.copyOf(assign);
    decide = decide == null ? VotingRule.ANY : decide;
    nobody = nobody == null ? NoAssigneePolicy.STOP : nobody;
    reject = reject == null ? RejectionPolicy.END : reject;
    fields = fields == null ? Map.of() : Map.copyOf(fields);
    buttons = buttons == null ? Map.of() : Map.copyOf(buttons);
    corrects = corrects == null ? List.of() : List.copyOf(corrects);
  }

  static ApproveStep usual(String key, FlowSurroundings surroundings) {
    return new ApproveStep(
        key,
        null,
        List.of(new AssigneeRule.ManagerOf("submitter", 0, false, 0)),
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        false,
        null);
  }

  static void describe(ObjectSchema schema) {
    HumanStep.describe(schema.describe("People decide."))
        .reference("decide", "decide")
        .property("reject", RejectionPolicy.schema())
        .flag("comment")
        .saying("Whether a comment is asked for.")
        .flag("sign")
        .saying("Whether it is signed by hand.")
        .keys("corrects")
        .saying(
            "What the submitter may change when it comes back from here; unless given, everything.");
  }

  @Override
  public StepType type() {
    return StepType.APPROVE;
  }

  @Override
  public ApproveStep withKeys(UnaryOperator<String> keys) {
    return new ApproveStep(
        keys.apply(key),
        title,
        AssigneeRule.withKeys(assign, keys),
        decide,
        nobody,
        reject.withKeys(keys),
        fields,
        buttons,
        due == null ? null : due.withKeys(keys),
        comment,
        sign,
        corrects);
  }

  @Override
  public void check(StepChecks checks) {
    HumanStep.super.check(checks);
    checks.fieldAccess(
        "corrects",
        corrects.stream()
            .distinct()
            .collect(Collectors.toMap(key -> key, _ -> TaskFieldAccess.EDIT)));
  }

  @Override
  public Stream<String> returnTargets() {
    var overdue =
        due == null ? Stream.<String>empty() : due.stages().stream().map(Deadline.Stage::step);
    return Stream.concat(Stream.of(reject).map(RejectionPolicy::step), overdue)
        .filter(Objects::nonNull);
  }

  @Override
  public String sentence(SentenceContext names) {
    boolean obvious = assign.size() == 1 && decide.equals(VotingRule.ANY);
    return StepText.joined(
        names.people(assign),
        obvious ? "" : decide.text(names.text()),
        new DurationText(names.text()).due(due));
  }
}
