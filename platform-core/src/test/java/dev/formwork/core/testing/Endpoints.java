package dev.formwork.core.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The endpoints that there are, found in the compiled classes, and those that are described. */
public final class Endpoints {

  private static final Set<String> VERBS = Set.of("get", "put", "post", "patch", "delete");

  private Endpoints() {}

  /**
   * All endpoints of a package and those in it, such as {@code post /api/v1/apps/{}/forms}: what a
   * part of a path is called does not matter.
   */
  public static Set<String> in(String root) {
    return resources(root).stream()
        .flatMap(resource -> Arrays.stream(resource.getMethods()))
        .filter(method -> verb(method) != null)
        .map(method -> verb(method) + " " + named(path(method)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Class<?>> resources(String root) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
    var found = new ArrayList<Class<?>>();
    classes.stream()
        .filter(one -> one.isAnnotatedWith(Path.class))
        .forEach(one -> found.add(one.reflect()));
    return found;
  }

  private static String verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(one -> one.annotationType().getAnnotation(HttpMethod.class))
        .filter(one -> one != null)
        .map(one -> one.value().toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse(null);
  }

  private static String path(Method method) {
    var own = method.getAnnotation(Path.class);
    var root = method.getDeclaringClass().getAnnotation(Path.class).value();
    return own == null ? root : root + own.value();
  }

  /**
   * All that an OpenAPI document describes.
   *
   * @param app whose document it is
   */
  public static Set<String> described(JsonNode document, String app) {
    var described = new TreeSet<String>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        verb -> {
                          if (VERBS.contains(verb)) {
                            described.add(verb + " " + named(general(path.getKey(), app)));
                          }
                        }));
    return described;
  }

  /** Forms, and unique fields of them, have paths of their own. */
  private static String general(String path, String app) {
    return path.replace("/apps/" + app + "/", "/apps/{}/")
        .replaceFirst("/forms/[^/{]+/", "/forms/{}/")
        .replaceFirst("/records/by/[^/]+/", "/records/by/{}/");
  }

  private static String named(String path) {
    return path.replaceAll("[{][^}]*[}]", "{}");
  }

  /**
   * What an operation lacks that a reader of the document needs: a name, a summary, an answer when
   * it succeeds and one when it does not.
   */
  public static List<String> incomplete(JsonNode document) {
    var incomplete = new ArrayList<String>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        one -> {
                          if (VERBS.contains(one.getKey()) && !isComplete(one.getValue())) {
                            incomplete.add(one.getKey() + " " + path.getKey());
                          }
                        }));
    return incomplete;
  }

  private static boolean isComplete(JsonNode operation) {
    var answers = operation.path("responses");
    return operation.path("operationId").isTextual()
        && operation.path("summary").isTextual()
        && operation.path("tags").size() == 1
        && answers.properties().stream().anyMatch(one -> one.getKey().startsWith("2"))
        && answers.has("default");
  }
}
