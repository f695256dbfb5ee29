package dev.formwork.core.workspace.definition;

import dev.formwork.core.definition.DefinitionKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The published versions of all definitions of an app. Equal versions are equal definitions: a
 * published version never changes.
 *
 * @param byPlace by kind and key
 */
public record DefinitionVersions(Map<Place, Integer> byPlace) {

  /** What tells a definition from all others of its app. */
  public record Place(DefinitionKind kind, String key) {}

  public DefinitionVersions {
    byPlace = Map.copyOf(byPlace);
  }

  /**
   * @param published definitions of one app
   */
  public static DefinitionVersions of(List<StoredDefinition> published) {
    return new DefinitionVersions(
        published.stream()
            .collect(
                Collectors.toMap(StoredDefinition::place, StoredDefinition::publishedVersion)));
  }

  /** With these forms besides, by key. */
  public DefinitionVersions withForms(Map<String, Integer> forms) {
    var all = new HashMap<>(byPlace);
    forms.forEach((key, version) -> all.put(new Place(DefinitionKind.FORM, key), version));
    return new DefinitionVersions(all);
  }

  /** Of a definition of this app; 0: it was never published. */
  public int of(DefinitionId id) {
    var row = id.row();
    return byPlace.getOrDefault(new Place(row.kind(), row.key()), 0);
  }

  /** Of the app's own definition; 0: there is none. */
  public int app() {
    return byPlace.entrySet().stream()
        .filter(entry -> entry.getKey().kind() == DefinitionKind.APP)
        .mapToInt(Map.Entry::getValue)
        .findFirst()
        .orElse(0);
  }
}
