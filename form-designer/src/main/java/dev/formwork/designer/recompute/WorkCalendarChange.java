package dev.formwork.designer.recompute;

import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.workspace.calendar.WorkCalendars;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.definition.StoredDefinition;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Changes a workspace's time, and has stored results that rest on it follow. */
@ApplicationScoped
public class WorkCalendarChange {

  private static final Set<String> COUNT_WORKING_DAYS =
      Set.of("ISWORKDAY", "NETWORKDAYS", "WORKDAY");

  private final WorkCalendars calendars;
  private final Definitions definitions;
  private final CompiledForms forms;
  private final Recomputations recomputations;

  WorkCalendarChange(
      WorkCalendars calendars,
      Definitions definitions,
      CompiledForms forms,
      Recomputations recomputations) {
    this.calendars = calendars;
    this.definitions = definitions;
    this.forms = forms;
    this.recomputations = recomputations;
  }

  /** Replaces all special days of the caller's workspace. */
  public Uni<Void> replace(Caller caller, List<WorkCalendars.SpecialDay> days) {
    return follow(
        caller,
        calendars.replace(caller, days),
        app -> recomputations.startWhereCalled(caller, app, COUNT_WORKING_DAYS));
  }

  /** Moves the caller's workspace to another time zone. */
  public Uni<Void> move(Caller caller, ZoneId zone) {
    return follow(
        caller, calendars.setZone(caller, zone), app -> recomputations.startAll(caller, app));
  }

  private Uni<Void> follow(Caller caller, Uni<Void> change, Function<AppKey, Uni<Void>> inApp) {
    var workspace = caller.workspace();
    return change
        .call(() -> forms.refreshed(workspace))
        .chain(() -> definitions.apps(workspace))
        .chain(
            apps ->
                Multi.createFrom()
                    .iterable(apps)
                    .map(StoredDefinition::app)
                    .onItem()
                    .transformToUniAndConcatenate(app -> inApp.apply(app))
                    .collect()
                    .asList())
        .replaceWithVoid();
  }
}
