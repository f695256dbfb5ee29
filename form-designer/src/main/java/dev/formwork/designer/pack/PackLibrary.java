package dev.formwork.designer.pack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.designer.flow.FlowType;
import dev.formwork.designer.form.FormType;
import dev.formwork.designer.problem.DesignProblem;
import dev.formwork.workflow.definition.FlowDefinition;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The packs on the class path: every {@code formwork-pack.json} at the root of a jar names the
 * files of one.
 */
@ApplicationScoped
public class PackLibrary {

  private static final String MANIFEST = "formwork-pack.json";

  private volatile List<Pack> packs;

  /** All packs, by key. Reads files at first: not for event loops. */
  public List<Pack> all() {
    if (packs == null) {
      packs = load();
    }
    return packs;
  }

  /** All packs, read on a worker thread. */
  public Uni<List<Pack>> read() {
    return packs != null ? Uni.createFrom().item(packs) : WorkerThreads.run(() -> all());
  }

  /** Empty when there is none of this key. */
  public Optional<Pack> named(String key) {
    return all().stream().filter(pack -> pack.key().equals(key)).findFirst();
  }

  /** One pack, read on a worker thread; fails as not found. */
  public Uni<Pack> read(String key) {
    return WorkerThreads.run(
        () ->
            named(key)
                .orElseThrow(
                    () -> Refusal.of(Refusal.Kind.NOT_FOUND, DesignProblem.PACK_NOT_FOUND, key)));
  }

  private static List<Pack> load() {
    try {
      var loader = PackLibrary.class.getClassLoader();
      var found = new ArrayList<Pack>();
      for (var manifest : Collections.list(loader.getResources(MANIFEST))) {
        found.add(read(manifest));
      }
      found.sort(Comparator.comparing(Pack::key));
      return List.copyOf(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Pack read(URL manifestUrl) throws IOException {
    var root =
        manifestUrl.toString().substring(0, manifestUrl.toString().length() - MANIFEST.length());
    var manifest = json(manifestUrl);
    var forms = new ArrayList<FormDefinition>();
    for (var file : manifest.path("forms")) {
      forms.add(FormType.definition(json(file(root, file.asText()))));
    }
    var flows = new ArrayList<FlowDefinition>();
    for (var file : manifest.path("flows")) {
      flows.add(FlowType.definition(json(file(root, file.asText()))));
    }
    var permissions = new ArrayList<FormPermissions>();
    for (var file : manifest.path("permissions")) {
      permissions.add(DefinitionJson.read(json(file(root, file.asText())), FormPermissions.class));
    }
    var roles = new ArrayList<WorkspaceRole>();
    for (var role : manifest.path("roles")) {
      roles.add(
          new WorkspaceRole(
              role.path("key").asText(), DefinitionJson.read(role.path("title"), Title.class)));
    }
    var samples = new ArrayList<Pack.Sample>();
    for (var sample : manifest.path("samples")) {
      samples.add(
          new Pack.Sample(
              sample.path("form").asText(), text(file(root, sample.path("file").asText()))));
    }
    return new Pack(
        manifest.path("key").asText(),
        manifest.path("version").asText(),
        DefinitionJson.read(manifest.path("title"), Title.class),
        DefinitionJson.read(manifest.path("description"), Title.class),
        DefinitionJson.read(json(file(root, manifest.path("app").asText())), AppDefinition.class),
        List.copyOf(forms),
        List.copyOf(flows),
        List.copyOf(permissions),
        List.copyOf(roles),
        List.copyOf(samples));
  }

  @SuppressWarnings(
      "deprecation") // Only this constructor takes a jar: URL from the class path as it is.
  private static URL file(String root, String name) throws IOException {
    return new URL(root + name);
  }

  private static JsonNode json(URL url) throws IOException {
    return DefinitionJson.tree(text(url));
  }

  private static String text(URL url) throws IOException {
    try (var in = url.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
