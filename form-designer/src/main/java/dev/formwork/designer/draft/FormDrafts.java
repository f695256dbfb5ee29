package dev.formwork.designer.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.DefinitionSchema;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.designer.problem.DesignProblem;
import dev.formwork.designer.publish.FormPublisher;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Drafts of forms: read, saved, validated, published. */
@ApplicationScoped
public class FormDrafts {

  private final Definitions definitions;
  private final FormPublisher publisher;
  private final AppAuthorization authority;

  FormDrafts(Definitions definitions, FormPublisher publisher, AppAuthorization authority) {
    this.authority = authority;
    this.definitions = definitions;
    this.publisher = publisher;
  }

  /** For designers; fails as not found when there is no such form. */
  public Uni<StoredDefinition> form(Caller caller, String app, String form) {
    return authority
        .requireDesigner(caller, app)
        .chain(() -> definitions.find(caller.workspace(), app, DefinitionKind.FORM, form))
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.FORM_NOT_FOUND, app, form));
  }

  /**
   * Saves a draft; it may still have mistakes, but its shape must be that of a form.
   *
   * @param expectedRevision of the draft this one was made from; null: whatever is there
   * @return its new revision
   */
  public Uni<Integer> save(
      Caller caller, String app, String form, JsonNode json, Integer expectedRevision) {
    var definition = definition(json);
    if (!definition.key().value().equals(form)) {
      throw Refusal.invalid(
          List.of(Problem.at("/key", DesignProblem.KEY_MISMATCH, definition.key(), form)));
    }
    return authority
        .requireDesigning(caller, app)
        .chain(
            () ->
                definitions.saveDraft(
                    caller.workspace(),
                    app,
                    DefinitionKind.FORM,
                    form,
                    json.toString(),
                    expectedRevision));
  }

  /** What keeps a draft from being published; empty when nothing does. */
  public Uni<List<Problem>> problems(Caller caller, String app, JsonNode json) {
    var shape = DefinitionSchema.FORM.check(json);
    return authority
        .requireDesigner(caller, app)
        .chain(
            () ->
                shape.isEmpty()
                    ? publisher.problems(caller, new AppKey(app), definition(json))
                    : Uni.createFrom().item(shape));
  }

  /**
   * Publishes the draft as it is saved.
   *
   * @return the new version
   */
  public Uni<Integer> publish(Caller caller, String app, String form) {
    return form(caller, app, form)
        .chain(
            stored ->
                publisher.publish(caller, new AppKey(app), stored.readDraft(FormDefinition.class)));
  }

  /** Reads a form definition that passed its schema; fails as invalid, naming what did not. */
  public static FormDefinition definition(JsonNode json) {
    var problems = DefinitionSchema.FORM.check(json);
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    try {
      return DefinitionJson.read(json, FormDefinition.class);
    } catch (JsonProcessingException e) {
      throw Refusal.invalid(List.of(Problem.at("", CoreProblem.SCHEMA, e.getOriginalMessage())));
    }
  }
}
