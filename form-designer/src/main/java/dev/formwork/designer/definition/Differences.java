package dev.formwork.designer.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.Title;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Gathers how two versions of a definition differ. */
public final class Differences {

  private final List<Difference> found = new ArrayList<>();

  /**
   * What differs in the definition itself.
   *
   * @param part the name of the whole
   * @param apart properties that are compared by themselves
   */
  public Differences whole(String part, Object before, Object after, Set<String> apart) {
    var properties = changed(tree(before), tree(after));
    properties.removeAll(apart);
    if (!properties.isEmpty()) {
      add(Difference.Change.CHANGED, part, null, null, List.copyOf(properties));
    }
    return this;
  }

  /** What differs in a list whose parts are known by their key. */
  public <P> Differences parts(
      String part,
      List<P> before,
      List<P> after,
      Function<P, String> key,
      Function<P, Title> title) {
    return parts(part, before, after, key, title, Differences::tree);
  }

  /**
   * @param tree of a part, as far as it is compared
   */
  public <P> Differences parts(
      String part,
      List<P> before,
      List<P> after,
      Function<P, String> key,
      Function<P, Title> title,
      Function<P, JsonNode> tree) {
    var old = byKey(before, key);
    var now = byKey(after, key);
    now.forEach(
        (name, one) -> {
          var was = old.get(name);
          if (was == null) {
            add(Difference.Change.ADDED, part, name, title.apply(one), List.of());
          } else {
            var properties = changed(tree.apply(was), tree.apply(one));
            if (!properties.isEmpty()) {
              add(Difference.Change.CHANGED, part, name, title.apply(one), List.copyOf(properties));
            }
          }
        });
    old.forEach(
        (name, one) -> {
          if (!now.containsKey(name)) {
            add(Difference.Change.REMOVED, part, name, title.apply(one), List.of());
          }
        });
    if (!inBoth(old, now).equals(inBoth(now, old))) {
      add(Difference.Change.REORDERED, part, null, null, List.of());
    }
    return this;
  }

  /** What differs in a list whose parts have no key: each is itself. */
  public <P> Differences values(
      String part, List<P> before, List<P> after, Function<P, Title> title) {
    after.stream()
        .filter(one -> !before.contains(one))
        .forEach(one -> add(Difference.Change.ADDED, part, null, title.apply(one), List.of()));
    before.stream()
        .filter(one -> !after.contains(one))
        .forEach(one -> add(Difference.Change.REMOVED, part, null, title.apply(one), List.of()));
    return this;
  }

  public List<Difference> list() {
    return List.copyOf(found);
  }

  private void add(
      Difference.Change change, String part, String key, Title title, List<String> properties) {
    found.add(new Difference(change, part, key, title, properties));
  }

  private static <P> Map<String, P> byKey(List<P> parts, Function<P, String> key) {
    var byKey = new LinkedHashMap<String, P>();
    parts.forEach(part -> byKey.put(String.valueOf(key.apply(part)), part));
    return byKey;
  }

  private static <P> List<String> inBoth(Map<String, P> these, Map<String, P> those) {
    return these.keySet().stream().filter(those::containsKey).toList();
  }

  static JsonNode tree(Object definition) {
    return DefinitionJson.mapper().valueToTree(definition);
  }

  private static Set<String> changed(JsonNode before, JsonNode after) {
    var names = new LinkedHashSet<String>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    return names;
  }
}
