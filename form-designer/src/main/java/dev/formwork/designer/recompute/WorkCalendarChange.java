package dev.formwork.designer.recompute;

import dev.formwork.core.access.Caller;
import dev.formwork.core.workspace.CompiledForms;
import dev.formwork.core.workspace.Definitions;
import dev.formwork.core.workspace.StoredDefinition;
import dev.formwork.core.workspace.WorkCalendars;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Changes the work calendar, and has stored results that count working days follow it. */
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
    var workspace = caller.workspace();
    return calendars
        .replace(caller, days)
        .invoke(() -> forms.forget(workspace.schema()))
        .chain(() -> definitions.apps(workspace))
        .chain(
            apps ->
                Multi.createFrom()
                    .iterable(apps)
                    .map(StoredDefinition::app)
                    .onItem()
                    .transformToUniAndConcatenate(
                        app -> recomputations.startWhereCalled(caller, app, COUNT_WORKING_DAYS))
                    .collect()
                    .asList())
        .replaceWithVoid();
  }
}
