package dev.formwork.designer.flow;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.problem.Problem;
import dev.formwork.workflow.compile.FlowCompiler;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.List;
import java.util.Map;

/** Validates a flow against the forms of its app by compiling it. */
public final class FlowValidator {

  private FlowValidator() {}

  /**
   * Everything that keeps a version from being published.
   *
   * @param forms all forms of the app, by key
   */
  public static List<Problem> problems(FlowDefinition flow, Map<String, CompiledForm> forms) {
    return FlowCompiler.problems(flow, forms);
  }

  /** What keeps one from running that was published before. */
  static List<Problem> broken(FlowDefinition flow, Map<String, CompiledForm> forms) {
    return switch (FlowCompiler.compile(flow, 0, forms)) {
      case FlowCompiler.Result.Compiled _ -> List.of();
      case FlowCompiler.Result.Failed(var problems) -> problems;
    };
  }
}
