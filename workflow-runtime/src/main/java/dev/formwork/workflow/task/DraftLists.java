package dev.formwork.workflow.task;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.RecordDrafts;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.task.TaskLists.PageEnd;
import dev.formwork.workflow.task.Tasks.Card;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A member's drafts: records not yet submitted that a flow waits for, and tasks saved without a
 * decision. Each source is read for one page at most, and the newest of all make the page.
 */
@ApplicationScoped
class DraftLists {

  /** More are not counted: nobody looks for the exact number of what they left lying. */
  static final int COUNTED = 100;

  private static final int MOST = 199;

  /** PostgreSQL orders ids as they are written, Java by their signed halves. */
  private static final Comparator<Card> NEWEST =
      Comparator.comparing(Card::at).thenComparing(card -> card.id().toString()).reversed();

  private final TaskLists tasks;
  private final Definitions definitions;
  private final CompiledFlows flows;
  private final RecordDrafts records;

  DraftLists(TaskLists tasks, Definitions definitions, CompiledFlows flows, RecordDrafts records) {
    this.tasks = tasks;
    this.definitions = definitions;
    this.flows = flows;
    this.records = records;
  }

  /** A form whose records are submitted, with the flows that wait for them. */
  private record Source(AppKey app, CompiledForm form, List<CompiledFlow> flows) {

    /** What one of the flows asks for; null: nothing. */
    String condition() {
      var conditions = flows.stream().map(flow -> flow.definition().trigger().condition()).toList();
      return conditions.stream().anyMatch(one -> one == null || one.isBlank())
          ? null
          : conditions.stream().map(one -> "(" + one + ")").collect(Collectors.joining(" OR "));
    }
  }

  Uni<Tasks.Page> list(Caller caller, Tasks.Query query) {
    int limit = Math.clamp(query.limit(), 1, MOST);
    var pageEnd = query.cursor() == null ? null : PageEnd.of(query.cursor());
    return cards(caller, query, pageEnd, limit)
        .map(
            all -> {
              var page = all.stream().sorted(NEWEST).limit(limit).toList();
              boolean more = all.size() > limit;
              return new Tasks.Page(
                  page,
                  more ? new PageEnd(page.getLast().at(), page.getLast().id()).cursor() : null);
            });
  }

  Uni<Long> count(Caller caller) {
    return cards(caller, Tasks.Query.of(Tasks.Box.DRAFTS), null, COUNTED)
        .map(all -> Math.min(COUNTED, (long) all.size()));
  }

  /** One more than the limit of each source, where it has as many. */
  private Uni<List<Card>> cards(Caller caller, Tasks.Query query, PageEnd pageEnd, int limit) {
    var ofTasks =
        new Tasks.Query(
            query.box(),
            query.search(),
            query.app(),
            query.flow(),
            query.due(),
            limit + 1,
            query.cursor());
    return sources(caller, query)
        .chain(
            sources ->
                Multi.createFrom()
                    .iterable(sources)
                    .onItem()
                    .transformToUniAndConcatenate(
                        source -> records(caller, source, query, pageEnd, limit + 1))
                    .collect()
                    .asList())
        .chain(
            ofRecords ->
                tasks
                    .list(caller, ofTasks)
                    .map(
                        page -> {
                          var all = new ArrayList<>(page.items());
                          ofRecords.forEach(all::addAll);
                          return all;
                        }));
  }

  private Uni<List<Card>> records(
      Caller caller, Source source, Tasks.Query query, PageEnd pageEnd, int limit) {
    var draftQuery =
        new RecordDrafts.DraftQuery(
            source.condition(),
            query.search(),
            pageEnd == null ? null : pageEnd.at(),
            pageEnd == null ? null : new RecordId(pageEnd.id()),
            limit);
    return records
        .list(caller, source.form, draftQuery)
        .map(found -> found.stream().map(one -> card(source, one)).toList());
  }

  private static Card card(Source source, StoredRecord record) {
    var flow = source.flows.getFirst();
    return new Card(
        record.id().value(),
        null,
        source.app,
        flow.key(),
        flow.definition().title(),
        source.form.key(),
        record.id(),
        record.title(),
        null,
        null,
        null,
        record.createdBy(),
        record.updatedAt(),
        null,
        null,
        null,
        null,
        null,
        true,
        false);
  }

  private Uni<List<Source>> sources(Caller caller, Tasks.Query query) {
    return definitions
        .apps(caller.workspace())
        .chain(
            apps ->
                Multi.createFrom()
                    .iterable(apps.stream().map(StoredDefinition::app).toList())
                    .filter(app -> query.app() == null || query.app().equals(app.value()))
                    .onItem()
                    .transformToUniAndConcatenate(
                        app ->
                            flows
                                .of(caller.workspace(), app)
                                .map(found -> sources(app, found.values(), query.flow())))
                    .collect()
                    .asList())
        .map(found -> found.stream().flatMap(List::stream).toList());
  }

  private static List<Source> sources(AppKey app, Collection<CompiledFlow> flows, String wanted) {
    Map<CompiledForm, List<CompiledFlow>> byForm = new LinkedHashMap<>();
    flows.stream()
        .filter(flow -> flow.definition().trigger() instanceof Trigger.Submitted)
        .filter(flow -> flow.form() != null)
        .filter(flow -> wanted == null || Objects.equals(wanted, flow.key()))
        .sorted(Comparator.comparing(CompiledFlow::key))
        .forEach(flow -> byForm.computeIfAbsent(flow.form(), _ -> new ArrayList<>()).add(flow));
    return byForm.entrySet().stream()
        .map(entry -> new Source(app, entry.getKey(), entry.getValue()))
        .toList();
  }
}
