package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Gives the record to one of several people.
 *
 * @param field a member field that takes them
 * @param among from whom
 * @param by in turn, or to whoever has the fewest
 * @param load what counts as theirs: an expression over the form; nullable: all they hold
 * @param nobody what happens when nobody is found; nullable: stop and tell
 */
public record AssignStep(
    String key,
    Title title,
    String field,
    List<AssigneeRule> among,
    AssignBy by,
    String load,
    NoAssigneePolicy nobody)
    implements DatabaseStep {

  /** How work is dealt out. */
  public enum AssignBy {
    TURN,
    LOAD;

    @JsonValue
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static AssignBy named(String json) {
      return EnumJson.named(values(), AssignBy::json, json);
    }
  }

  public AssignStep {
    nobody = nobody == null ? NoAssigneePolicy.STOP : nobody;
    among = among == null ? List.of() : List.copyOf(among);
    by = by == null ? AssignBy.TURN : by;
  }

  static AssignStep usual(String key, FlowSurroundings surroundings) {
    var field = surroundings.field(MemberField.class).orElse(null);
    return new AssignStep(key, null, field, AssigneeRule.submitterAlone(), null, null, null);
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("Gives the record to one of several people.")
        .required("field", "among")
        .key("field")
        .people("among")
        .property("by", ObjectSchema.words(EnumJson.words(AssignBy.values(), AssignBy::json)))
        .expression("load")
        .saying("What counts as theirs; unless given, all they hold.")
        .property("nobody", NoAssigneePolicy.schema());
  }

  @Override
  public StepType type() {
    return StepType.ASSIGN;
  }

  @Override
  public AssignStep withKeys(UnaryOperator<String> keys) {
    return new AssignStep(
        keys.apply(key), title, field, AssigneeRule.withKeys(among, keys), by, load, nobody);
  }

  @Override
  public void check(StepChecks checks) {
    checks.people("among", among);
    var own = checks.required("field", field) ? checks.ownForm() : null;
    if (own == null) {
      return;
    }
    boolean takesMembers =
        own.column(field)
            .filter(column -> column.type().valueType() == ValueType.MEMBER)
            .isPresent();
    if (takesMembers) {
      checks.records(own.key(), load);
    } else {
      checks.problem("field", CoreProblem.UNKNOWN_FIELD, field);
    }
  }

  @Override
  public StepShape shape() {
    return StepShape.SERVICE_TASK;
  }

  @Override
  public String sentence(SentenceContext names) {
    return StepText.joined(names.people(among), names.text().word("assign." + by.json()));
  }
}
