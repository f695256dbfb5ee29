package dev.formwork.ui.script;

import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.definition.JsonShape;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.definition.DefinitionServices;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * A definition of an app that is a list, such as its functions: read as it is published, and
 * published anew as a whole.
 *
 * @param <T> what it lists
 */
record AppDefinitionList<T>(
    DefinitionServices definitions, Caller caller, DefinitionId id, Class<T> type) {

  List<T> published() {
    return JsonShape.list(
        ServiceCalls.await(() -> definitions.drafts().published(caller, id)).json(), type);
  }

  /** Fails as invalid when one of them cannot run. */
  Uni<Void> publish(List<T> list) {
    return definitions
        .publisher()
        .replace(caller, id, DefinitionJson.mapper().valueToTree(list), null)
        .replaceWithVoid();
  }
}
