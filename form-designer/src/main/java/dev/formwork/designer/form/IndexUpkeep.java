package dev.formwork.designer.form;

import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Builds the indexes that tables of an older release do not have yet, while people work. A unique
 * one is left until the records that collide are told apart; they are named in the log, and when
 * their form is published.
 */
@ApplicationScoped
class IndexUpkeep {

  private static final Logger LOG = Logger.getLogger(IndexUpkeep.class);

  private final Pool pool;
  private final Workspaces workspaces;
  private final Definitions definitions;
  private final CompiledForms forms;
  private final SchemaChange schema;

  IndexUpkeep(
      Pool pool,
      Workspaces workspaces,
      Definitions definitions,
      CompiledForms forms,
      SchemaChange schema) {
    this.pool = pool;
    this.workspaces = workspaces;
    this.definitions = definitions;
    this.forms = forms;
    this.schema = schema;
  }

  void start(@Observes StartupEvent event) {
    lacking()
        .chain(
            schemas ->
                schemas.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : workspaces.all().chain(all -> complete(all, schemas)))
        .subscribe()
        .with(_ -> {}, failure -> LOG.warnf(failure, "Indexes could not be completed"));
  }

  /** Schemas with a table of records whose titles are not indexed as people sort them. */
  private Uni<Set<String>> lacking() {
    return pool.query(
            """
            SELECT DISTINCT n.nspname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'record_title'
            WHERE c.relkind = 'r' AND n.nspname LIKE 'ws\\_%' AND NOT EXISTS (
              SELECT 1 FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
              WHERE i.indrelid = c.oid AND i.indisvalid AND x.relname LIKE '%\\_sort')""")
        .execute()
        .map(
            rows -> {
              var schemas = new HashSet<String>();
              rows.forEach(row -> schemas.add(row.getString(0)));
              return schemas;
            });
  }

  private Uni<Void> complete(List<Workspace> all, Set<String> schemas) {
    return Multi.createFrom()
        .iterable(all)
        .select()
        .where(workspace -> schemas.contains(workspace.schema()))
        .onItem()
        .transformToUniAndConcatenate(this::complete)
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> complete(Workspace workspace) {
    return definitions
        .apps(workspace)
        .chain(
            apps ->
                Multi.createFrom()
                    .iterable(apps)
                    .onItem()
                    .transformToUniAndConcatenate(
                        app ->
                            forms
                                .forms(workspace, app.app())
                                .chain(
                                    found ->
                                        schema.complete(workspace, List.copyOf(found.values()))))
                    .collect()
                    .asList()
                    .replaceWithVoid());
  }
}
