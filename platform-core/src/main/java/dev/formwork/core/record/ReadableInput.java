package dev.formwork.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.json.RecordJsonReader;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.rights.FormRights;

/**
 * What somebody sends as a record. What is wrong with a value is not told of a field they may not
 * know of: to them there is no such field.
 */
public final class ReadableInput {

  private ReadableInput() {}

  /** Fails as invalid, with the mistakes. */
  public static RecordInput of(Caller caller, CompiledForm form, JsonNode json) {
    return of(caller, form, RecordJsonReader.read(form, json));
  }

  /** The same of what was read already. */
  public static RecordInput of(Caller caller, CompiledForm form, RecordJsonReader.Read read) {
    if (read.problems().isEmpty()) {
      return read.input();
    }
    var rights = RecordAccess.to(caller, form);
    throw Refusal.invalid(
        read.problems().stream().map(problem -> told(form, rights, problem)).toList());
  }

  private static Problem told(CompiledForm form, FormRights rights, Problem problem) {
    var key = problem.path().isEmpty() ? "" : problem.path().substring(1).split("/", 2)[0];
    boolean hidden =
        form.definition().fields().stream().anyMatch(field -> field.key().value().equals(key))
            && !rights.shows(key);
    return hidden ? Problem.at("/" + key, CoreProblem.UNKNOWN_FIELD, key) : problem;
  }
}
