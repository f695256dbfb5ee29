package dev.formwork.core.event;

import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.schedule.DueWork;
import dev.formwork.core.workspace.schedule.WorkKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Announces what lies in the outbox of a workspace, soon after a commit there. */
@ApplicationScoped
class OutboxRelay implements DueWork {

  private final Outbox outbox;

  OutboxRelay(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public WorkKind kind() {
    return Outbox.ANNOUNCING;
  }

  @Override
  public String earliest(String schema) {
    return "(SELECT now() FROM %s.outbox LIMIT 1)".formatted(schema);
  }

  @Override
  public Uni<Boolean> run(Workspace workspace) {
    return outbox.announce(workspace.schema());
  }
}
