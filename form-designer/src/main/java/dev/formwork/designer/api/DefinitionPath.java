package dev.formwork.designer.api;

import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.Key;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.problem.DesignProblem;

/** Reads from a path which definition is meant; what cannot be there is not found. */
final class DefinitionPath {

  private DefinitionPath() {}

  static AppKey app(String app) {
    if (!Key.isValid(app)) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.APP_NOT_FOUND, app);
    }
    return new AppKey(app);
  }

  static DefinitionKind kind(String kind) {
    return DefinitionKind.named(kind)
        .orElseThrow(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND));
  }

  static int version(String version) {
    if (!version.matches("[1-9][0-9]{0,8}")) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, DesignProblem.VERSION_NOT_FOUND, version);
    }
    return Integer.parseInt(version);
  }

  static DefinitionId id(String app, String kind, String key) {
    return id(app, kind(kind), key);
  }

  /** Of what an app has one of, the key is the app's. */
  static DefinitionId id(String app, DefinitionKind kind, String key) {
    if (kind.isSingle() && !key.equals(app)) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND);
    }
    return new DefinitionId(app(app), kind, key);
  }
}
