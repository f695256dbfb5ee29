package dev.formwork.core.attachment;

import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.schedule.DueWork;
import dev.formwork.core.workspace.schedule.WorkKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Removes files that were uploaded a day ago and never sent; those of an hour together. */
@ApplicationScoped
class AttachmentCleanup implements DueWork {

  private final Pool pool;

  AttachmentCleanup(Pool pool) {
    this.pool = pool;
  }

  @Override
  public WorkKind kind() {
    return new WorkKind("attachment-cleanup");
  }

  @Override
  public String earliest(String schema) {
    return "(SELECT min(made_at) + interval '25 hours' FROM %s.attachment WHERE owner_id IS NULL)"
        .formatted(schema);
  }

  @Override
  public Uni<Boolean> run(Workspace workspace) {
    return pool.query(
            "DELETE FROM \"%s\".attachment WHERE owner_id IS NULL AND made_at < now() - interval '1 day'"
                .formatted(workspace.schema()))
        .execute()
        .replaceWith(false);
  }
}
