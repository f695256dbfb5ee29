package dev.formwork.designer.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.workspace.definition.PublishedVersion;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.designer.definition.DefinitionType;
import dev.formwork.designer.definition.DefinitionUses;
import dev.formwork.designer.definition.Difference;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Answers about definitions of every kind. */
final class DefinitionJsonWriter {

  private DefinitionJsonWriter() {}

  static <T> String list(DefinitionType<T> type, List<StoredDefinition> found, Locale locale) {
    return listed(
        "items",
        items ->
            found.forEach(
                one ->
                    items
                        .addObject()
                        .put("key", one.key())
                        .put("title", title(title(type, one), one.key(), locale))
                        .put("revision", one.draftRevision())
                        .put("version", one.publishedVersion())));
  }

  private static <T> Title title(DefinitionType<T> type, StoredDefinition one) {
    return type.title(type.restore(StoredDefinition.tree(one.draft())));
  }

  private static String title(Title title, String key, Locale locale) {
    return title == null ? key : title.in(locale);
  }

  static String problems(List<Problem> problems, Locale locale) {
    return listed(
        "problems",
        list ->
            problems.forEach(
                problem ->
                    list.addObject()
                        .put("path", problem.path())
                        .put("code", problem.code())
                        .put("message", problem.message(locale))));
  }

  static String version(int version) {
    return DefinitionJson.mapper().createObjectNode().put("version", version).toString();
  }

  static String versions(List<PublishedVersion> versions) {
    return listed(
        "items",
        items ->
            versions.forEach(
                one ->
                    items
                        .addObject()
                        .put("version", one.version())
                        .put("publishedAt", IsoDates.utc(one.publishedAt()))));
  }

  static String differences(List<Difference> differences, Locale locale) {
    return listed(
        "items",
        items ->
            differences.forEach(
                one -> {
                  var item =
                      items
                          .addObject()
                          .put("change", one.change().json())
                          .put("part", one.part())
                          .put("key", one.key())
                          .put("title", title(one.title(), one.key(), locale));
                  var properties = item.putArray("properties");
                  one.properties().forEach(properties::add);
                  item.put("message", one.sentence(locale));
                }));
  }

  static String uses(List<DefinitionUses.Use> uses, Locale locale) {
    return listed(
        "items",
        items ->
            uses.forEach(
                use ->
                    items
                        .addObject()
                        .put("kind", use.in().kind().json())
                        .put("key", use.in().key())
                        .put("title", title(use.title(), use.in().key(), locale))
                        .put("path", use.path())
                        .put("part", use.part())));
  }

  private static String listed(String name, Consumer<ArrayNode> content) {
    var answer = DefinitionJson.mapper().createObjectNode();
    content.accept(answer.putArray(name));
    return answer.toString();
  }
}
