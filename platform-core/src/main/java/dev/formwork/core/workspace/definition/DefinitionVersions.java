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
public record DefinitionVersions(Map<String, Integer> byPlace) {

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
                Collectors.toMap(DefinitionVersions::place, StoredDefinition::publishedVersion)));
  }

  /** What tells a definition from all others of its app. */
  public static String place(StoredDefinition one) {
    return place(one.kind().json(), one.key());
  }

  static String place(String kind, String key) {
    return kind + " " + key;
  }

  /** With these forms besides, by key. */
  public DefinitionVersions withForms(Map<String, Integer> forms) {
    var all = new HashMap<>(byPlace);
    forms.forEach((key, version) -> all.put(place(DefinitionKind.FORM.json(), key), version));
    return new DefinitionVersions(all);
  }

  /** Of the app's own definition; 0: there is none. */
  public int app() {
    return byPlace.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(DefinitionKind.APP.json() + " "))
        .mapToInt(Map.Entry::getValue)
        .findFirst()
        .orElse(0);
  }
}
