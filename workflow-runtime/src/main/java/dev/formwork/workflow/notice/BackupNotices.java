package dev.formwork.workflow.notice;

import dev.formwork.core.backup.BackupAlarm;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.organization.Organizations;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.store.NoticeStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Tells those who look after backups that they fail. */
@ApplicationScoped
class BackupNotices implements BackupAlarm {

  /** Of such a notice. */
  static final String KIND = "backup-failed";

  private final Workspaces workspaces;
  private final LiveTasks live;

  BackupNotices(Workspaces workspaces, LiveTasks live) {
    this.workspaces = workspaces;
    this.live = live;
  }

  @Override
  public Uni<Void> failing(SqlClient sql, UUID workspace, String reason) {
    return workspaces
        .byId(workspace)
        .chain(
            first ->
                Organizations.read(sql, workspace)
                    .chain(people -> tell(sql, first, told(people), reason)));
  }

  /** People who are administrators of the workspace and may come in. */
  static List<MemberId> told(Organization people) {
    return people.standings().stream()
        .filter(one -> one.active() && one.administrator() && !one.service())
        .map(Membership::member)
        .toList();
  }

  private Uni<Void> tell(
      SqlClient sql, Workspace workspace, List<MemberId> members, String reason) {
    return Multi.createFrom()
        .iterable(members)
        .onItem()
        .transformToUniAndConcatenate(
            member -> NoticeStore.tell(sql, workspace.schema(), member, KIND, reason))
        .collect()
        .asList()
        .invoke(
            () -> {
              members.forEach(live::changed);
              live.noticed(workspace);
            })
        .replaceWithVoid();
  }
}
