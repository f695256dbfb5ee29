package dev.formwork.designer.publish;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.definition.AppVersions;
import dev.formwork.designer.recompute.Recomputations;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.List;
import java.util.Map;

/**
 * What a publish makes live, and the versions it was compiled against.
 *
 * @param change what was compiled, and the app it rests on
 * @param definition of the app; null: stays
 * @param flows that come with it
 * @param against the versions this was compiled against; null: there are none to heed
 * @param againstFlows the flows that were found to go on running, by key
 * @param recomputed what is to be worked out again
 */
record PublishRequest(
    AppChange change,
    AppDefinition definition,
    List<FlowDefinition> flows,
    AppVersions against,
    Map<String, Integer> againstFlows,
    List<Recomputations.Planned> recomputed) {

  /** A change of an app that is there. */
  static PublishRequest of(
      AppChange change, AppDefinition definition, List<Recomputations.Planned> recomputed) {
    return new PublishRequest(
        change, definition, List.of(), change.versions(), change.flowVersions(), recomputed);
  }

  /** An app that was not there. */
  static PublishRequest first(
      AppChange change, AppDefinition definition, List<FlowDefinition> flows) {
    return new PublishRequest(change, definition, flows, null, Map.of(), List.of());
  }

  AppKey app() {
    return change.before().key();
  }

  /** The forms that are published. */
  List<CompiledForm> compiled() {
    return change.compiled();
  }

  /** The app as it runs afterwards. */
  CompiledApp made() {
    return change.made(definition, flows);
  }
}
