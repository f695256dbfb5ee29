package dev.formwork.designer.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.compile.AppCompiler;
import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FormExplanation;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.rights.FormPermissionsExplanation;
import dev.formwork.core.rights.PermissionCompiler;
import dev.formwork.core.script.function.ScriptFunctionLibrary;
import dev.formwork.designer.pack.Pack;
import dev.formwork.workflow.compile.FlowCompiler;
import dev.formwork.workflow.explain.FlowExplanation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The definitions of a pack, compiled as if it were installed, and explained. */
final class ExplainedPack {

  private static final String SCHEMA = "workspace";

  private final Pack pack;
  private final AppCompiler.Result app;

  ExplainedPack(Pack pack) {
    this.pack = pack;
    var graph = new AppGraph(WorkCalendar.WEEKDAYS);
    app =
        AppCompiler.compile(
            SCHEMA,
            pack.app().key(),
            pack.forms().stream()
                .collect(
                    Collectors.toMap(
                        form -> form.key().value(), form -> new AppCompiler.Source(form, 1))),
            ScriptFunctionLibrary.with(pack.app().functions()),
            graph,
            Map.of());
    graph.bind(app.forms().values());
  }

  String form(String key) throws NotExplainedException {
    return FormExplanation.of(compiled(key));
  }

  String flow(String key) throws NotExplainedException {
    for (var flow : pack.flows()) {
      if (flow.key().value().equals(key)) {
        return switch (FlowCompiler.compile(flow, 1, app.forms())) {
          case FlowCompiler.Result.Compiled(var compiled) -> FlowExplanation.of(compiled, SCHEMA);
          case FlowCompiler.Result.Failed(var problems) ->
              throw new NotExplainedException(said(problems));
        };
      }
    }
    throw new NotExplainedException("There is no flow " + key + " in " + pack.key() + ".");
  }

  /** Those of the pack; a form of which it says nothing is open. */
  String permissions(String form) throws NotExplainedException {
    return permissions(
        pack.permissions().stream()
            .filter(one -> one.form().value().equals(form))
            .findFirst()
            .orElse(FormPermissions.open(compiled(form).definition().key())));
  }

  /**
   * @param sets JSON of permission sets
   */
  String permissions(String form, String sets) throws NotExplainedException {
    try {
      return permissions(
          new FormPermissions(
              compiled(form).definition().key(),
              DefinitionJson.read(DefinitionJson.tree(sets), FormPermissions.class).sets()));
    } catch (JsonProcessingException e) {
      throw new NotExplainedException("These are no permission sets: " + e.getOriginalMessage());
    }
  }

  private String permissions(FormPermissions permissions) throws NotExplainedException {
    var form = compiled(permissions.form().value());
    var result = PermissionCompiler.compile(form, permissions);
    if (!result.problems().isEmpty()) {
      throw new NotExplainedException(said(result.problems()));
    }
    return FormPermissionsExplanation.of(form, result.sets());
  }

  private CompiledForm compiled(String key) throws NotExplainedException {
    if (app.failed().containsKey(key)) {
      throw new NotExplainedException(said(app.failed().get(key)));
    }
    var form = app.forms().get(key);
    if (form == null) {
      throw new NotExplainedException(
          "There is no form %s in %s. Known: %s"
              .formatted(
                  key,
                  pack.key(),
                  pack.forms().stream()
                      .map(FormDefinition::key)
                      .map(Object::toString)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
    return form;
  }

  private static String said(List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.path() + " " + problem.message(Locale.ENGLISH))
        .collect(Collectors.joining("\n"));
  }
}
