package dev.formwork.workflow.people;

import dev.formwork.core.access.Caller;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.organization.Organizations;
import dev.formwork.core.record.ExpressionDataAccess;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.calendar.WorkCalendars;
import dev.formwork.workflow.compile.CompiledFlow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Creates the system caller of a workspace, on whose behalf flows read and change records, and the
 * scope for expressions that have no record.
 */
@ApplicationScoped
public class SystemCallers {

  private final Organizations organizations;
  private final WorkCalendars calendars;

  SystemCallers(Organizations organizations, WorkCalendars calendars) {
    this.organizations = organizations;
    this.calendars = calendars;
  }

  /** May do everything. */
  public Uni<Caller> of(Workspace workspace) {
    return organizations.of(workspace.id()).map(people -> Caller.system(workspace, people));
  }

  /** The circumstances in which a flow's expressions run now. */
  public Uni<EvaluationContext> scopeNow(Caller platform, CompiledFlow flow) {
    var any =
        flow.form() != null ? flow.form() : flow.forms().values().stream().findFirst().orElse(null);
    if (any != null) {
      return Uni.createFrom().item(ExpressionDataAccess.moment(platform, any));
    }
    return calendars
        .of(platform.workspace())
        .map(
            calendar ->
                EvaluationContext.at(
                        OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS),
                        calendar.zone(),
                        null)
                    .working(calendar)
                    .among(platform.people()));
  }
}
