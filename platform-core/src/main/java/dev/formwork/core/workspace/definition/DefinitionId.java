package dev.formwork.core.workspace.definition;

import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;

/**
 * Which definition of a workspace.
 *
 * @param key unique among those of its kind in the app; of what an app has one of, the app's own
 */
public record DefinitionId(AppKey app, DefinitionKind kind, String key)
    implements Comparable<DefinitionId> {

  public static DefinitionId form(AppKey app, FormKey form) {
    return new DefinitionId(app, DefinitionKind.FORM, form.value());
  }

  /** Of a kind that an app has one of. */
  public static DefinitionId ofApp(AppKey app, DefinitionKind kind) {
    return new DefinitionId(app, kind, app.value());
  }

  /** The row it is kept in: that of the app for what is a part of its definition. */
  public DefinitionId row() {
    return kind.isPartOfApp() ? ofApp(app, DefinitionKind.APP) : this;
  }

  /** The order in which rows are locked. */
  @Override
  public int compareTo(DefinitionId other) {
    int byApp = app.compareTo(other.app);
    int byKind = byApp != 0 ? byApp : kind.compareTo(other.kind);
    return byKind != 0 ? byKind : key.compareTo(other.key);
  }

  @Override
  public String toString() {
    return app + "/" + kind.json() + "/" + key;
  }
}
