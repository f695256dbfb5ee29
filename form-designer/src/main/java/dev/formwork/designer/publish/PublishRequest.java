package dev.formwork.designer.publish;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.workspace.definition.AppVersions;
import dev.formwork.designer.recompute.Recomputations;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.List;
import java.util.Map;

/**
 * What a publish makes live, and the versions it was compiled against.
 *
 * @param definition of the app; null: stays
 * @param flows that come with it
 * @param against the versions this was compiled against; null: there are none to heed
 * @param againstFlows the flows that were found to go on running, by key
 * @param recomputed what is to be worked out again
 */
record PublishRequest(
    AppKey app,
    AppDefinition definition,
    List<CompiledForm> compiled,
    List<FlowDefinition> flows,
    AppVersions against,
    Map<String, Integer> againstFlows,
    List<Recomputations.Planned> recomputed) {

  /** A change of an app that is there. */
  static PublishRequest of(
      AppCompilation compilation,
      AppDefinition definition,
      List<CompiledForm> compiled,
      List<Recomputations.Planned> recomputed) {
    return new PublishRequest(
        compilation.app(),
        definition,
        compiled,
        List.of(),
        compilation.versions(),
        compilation.flowVersions(),
        recomputed);
  }

  /** An app that was not there. */
  static PublishRequest first(
      AppDefinition definition, List<CompiledForm> compiled, List<FlowDefinition> flows) {
    return new PublishRequest(
        definition.key(), definition, compiled, flows, null, Map.of(), List.of());
  }
}
