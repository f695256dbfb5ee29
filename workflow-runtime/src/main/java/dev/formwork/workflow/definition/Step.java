package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.formwork.core.naming.Title;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A part of a flow. Each type of step is one record in a file of its own, with its JSON, its
 * checks, its shape in drawings and its sentence. Its kind ({@link HumanStep}, {@link
 * ContainerStep}, {@link DatabaseStep}, {@link ExternalStep} or itself) says how it is executed.
 * Texts marked as templates may hold expressions: {@code {{ amount }}}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ApproveStep.class, name = "approve"),
  @JsonSubTypes.Type(value = FillStep.class, name = "fill"),
  @JsonSubTypes.Type(value = NotifyStep.class, name = "notify"),
  @JsonSubTypes.Type(value = BranchStep.class, name = "branch"),
  @JsonSubTypes.Type(value = ParallelStep.class, name = "parallel"),
  @JsonSubTypes.Type(value = ForEachStep.class, name = "forEach"),
  @JsonSubTypes.Type(value = RepeatStep.class, name = "repeat"),
  @JsonSubTypes.Type(value = WaitStep.class, name = "wait"),
  @JsonSubTypes.Type(value = CallStep.class, name = "call"),
  @JsonSubTypes.Type(value = EndStep.class, name = "end"),
  @JsonSubTypes.Type(value = CreateStep.class, name = "create"),
  @JsonSubTypes.Type(value = UpdateStep.class, name = "update"),
  @JsonSubTypes.Type(value = DeleteStep.class, name = "delete"),
  @JsonSubTypes.Type(value = AggregateStep.class, name = "aggregate"),
  @JsonSubTypes.Type(value = HttpStep.class, name = "http"),
  @JsonSubTypes.Type(value = EmailStep.class, name = "email"),
  @JsonSubTypes.Type(value = MessageStep.class, name = "message"),
  @JsonSubTypes.Type(value = ScriptStep.class, name = "script"),
  @JsonSubTypes.Type(value = TransitionStep.class, name = "transition"),
  @JsonSubTypes.Type(value = AssignStep.class, name = "assign")
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface Step
    permits HumanStep,
        NotifyStep,
        ContainerStep,
        WaitStep,
        CallStep,
        EndStep,
        DatabaseStep,
        ExternalStep {

  /** Unique in the flow; never changes, as running instances stand on it. */
  String key();

  /** Nullable: what its type is called. */
  Title title();

  StepType type();

  /** The same step under other keys: its own, those of the steps inside, and those it names. */
  Step withKeys(UnaryOperator<String> keys);

  static List<Step> withKeys(List<Step> steps, UnaryOperator<String> keys) {
    return steps.stream().map(step -> step.withKeys(keys)).toList();
  }

  /** Compiles its expressions and reports its mistakes. */
  void check(StepChecks checks);

  /** What it is in drawings. */
  StepShape shape();

  /**
   * What a drawing that is passed on to others may tell of it: without the steps inside, which are
   * drawn themselves, and without what may let someone in elsewhere.
   */
  default Step documented() {
    return this;
  }

  /** What it is called where no sentence stands beside it, as in drawings. */
  default String caption(StepText text) {
    return text.name(type());
  }

  /** What it does, in brief; empty while there is nothing to say. */
  String sentence(SentenceContext names);
}
