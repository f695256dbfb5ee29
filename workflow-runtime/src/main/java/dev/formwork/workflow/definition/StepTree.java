package dev.formwork.workflow.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads and rewrites the nested blocks of steps. */
public final class StepTree {

  private StepTree() {}

  /** The blocks inside a step, in their order; those of a branch end with what is otherwise. */
  public static List<List<Step>> inside(Step step) {
    return switch (step) {
      case Step.Branch branch -> {
        var blocks = new ArrayList<List<Step>>();
        branch.cases().forEach(one -> blocks.add(one.steps()));
        blocks.add(branch.otherwise());
        yield List.copyOf(blocks);
      }
      case Step.Parallel parallel -> parallel.lanes();
      case Step.ForEach each -> List.of(each.steps());
      case Step.Repeat repeat -> List.of(repeat.steps());
      case Step.Approve _,
          Step.Fill _,
          Step.Notify _,
          Step.Wait _,
          Step.Call _,
          Step.End _,
          Step.Create _,
          Step.Update _,
          Step.Delete _,
          Step.Aggregate _,
          Step.Http _,
          Step.Email _,
          Step.Message _,
          Step.Script _,
          Step.Transition _,
          Step.Assign _ ->
          List.of();
    };
  }

  /** The step with other blocks inside, as {@link #inside} gave them. */
  public static Step with(Step step, List<List<Step>> blocks) {
    return switch (step) {
      case Step.Branch branch -> {
        var cases = new ArrayList<Step.Case>();
        for (int i = 0; i < branch.cases().size(); i++) {
          var one = branch.cases().get(i);
          cases.add(new Step.Case(one.title(), one.when(), blocks.get(i)));
        }
        yield new Step.Branch(
            branch.key(), branch.title(), branch.every(), cases, blocks.getLast());
      }
      case Step.Parallel parallel ->
          new Step.Parallel(parallel.key(), parallel.title(), blocks, parallel.join());
      case Step.ForEach each ->
          new Step.ForEach(
              each.key(),
              each.title(),
              each.rows(),
              each.form(),
              each.where(),
              each.limit(),
              each.atOnce(),
              blocks.getFirst());
      case Step.Repeat repeat ->
          new Step.Repeat(
              repeat.key(), repeat.title(), repeat.condition(), repeat.max(), blocks.getFirst());
      case Step.Approve _,
          Step.Fill _,
          Step.Notify _,
          Step.Wait _,
          Step.Call _,
          Step.End _,
          Step.Create _,
          Step.Update _,
          Step.Delete _,
          Step.Aggregate _,
          Step.Http _,
          Step.Email _,
          Step.Message _,
          Step.Script _,
          Step.Transition _,
          Step.Assign _ ->
          step;
    };
  }

  /** All steps, each before those inside it. */
  public static Stream<Step> all(List<Step> steps) {
    return steps.stream()
        .flatMap(
            step ->
                Stream.concat(Stream.of(step), inside(step).stream().flatMap(block -> all(block))));
  }

  /** The same steps, each block changed, those inside first. */
  public static List<Step> mapped(List<Step> steps, UnaryOperator<List<Step>> change) {
    return change.apply(
        steps.stream()
            .map(
                step ->
                    with(step, inside(step).stream().map(block -> mapped(block, change)).toList()))
            .toList());
  }
}
