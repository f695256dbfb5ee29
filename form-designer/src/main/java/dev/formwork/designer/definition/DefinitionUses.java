package dev.formwork.designer.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.Title;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.core.workspace.definition.StoredDefinition;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where a definition, or a part of one, is used in its app as it runs. */
@ApplicationScoped
public class DefinitionUses {

  /**
   * A place that uses it.
   *
   * @param title of the definition in which the place is; null: by its key
   * @param path JSON pointer to the place
   * @param part of what is used; null: it as a whole
   */
  public record Use(DefinitionId in, Title title, String path, String part) {}

  private static final Comparator<Use> ORDER =
      Comparator.comparing(Use::in).thenComparing(Use::path);

  private final DefinitionTypes types;
  private final DefinitionRows rows;
  private final DefinitionAuthorization authority;

  DefinitionUses(DefinitionTypes types, DefinitionRows rows, DefinitionAuthorization authority) {
    this.types = types;
    this.rows = rows;
    this.authority = authority;
  }

  /**
   * The places that use a definition, itself included when one of its parts uses another.
   *
   * @param part such as the key of a field; null: any, and the definition as a whole
   */
  public Uni<List<Use>> of(Caller caller, DefinitionId id, String part) {
    return authority
        .requireReading(caller, id)
        .chain(() -> rows.require(caller, id))
        .chain(() -> rows.app(caller, id.app()))
        .chain(app -> WorkerThreads.run(() -> uses(app, id, part)));
  }

  private List<Use> uses(CompiledApp app, DefinitionId id, String part) {
    return Stream.concat(forms(app), app.others().stream().flatMap(row -> of(row, app)))
        .filter(use -> refersTo(use.reference, id, part))
        .filter(use -> part != null || !use.in.equals(id))
        .map(use -> new Use(use.in, use.title, use.reference.path(), use.reference.part()))
        .distinct()
        .sorted(ORDER)
        .toList();
  }

  /** A reference, and the definition that has it. */
  private record Found(DefinitionId in, Title title, Reference reference) {}

  private Stream<Found> forms(CompiledApp app) {
    return app.forms().values().stream()
        .flatMap(
            form ->
                references(
                    types.of(DefinitionKind.FORM),
                    DefinitionId.form(app.key(), form.definition().key()),
                    Differences.tree(form.definition()),
                    app));
  }

  private Stream<Found> of(StoredDefinition row, CompiledApp app) {
    var json = StoredDefinition.tree(row.published());
    return types.all().stream()
        .map(type -> new DefinitionId(row.app(), type.kind(), row.key()))
        .filter(id -> id.row().equals(row.id()))
        .flatMap(id -> references(types.of(id.kind()), id, AppParts.of(id, json), app));
  }

  private static <T> Stream<Found> references(
      DefinitionType<T> type, DefinitionId in, JsonNode json, CompiledApp app) {
    var definition = type.restore(json);
    var title = type.title(definition);
    return type.references(in, definition, app).stream()
        .map(reference -> new Found(in, title, reference));
  }

  private static boolean refersTo(Reference reference, DefinitionId id, String part) {
    return reference.kind() == id.kind()
        && reference.key().equals(id.key())
        && (part == null
            || part.equals(reference.part())
            || reference.part() != null && reference.part().startsWith(part + "."));
  }
}
