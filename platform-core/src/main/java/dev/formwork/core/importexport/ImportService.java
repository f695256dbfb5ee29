package dev.formwork.core.importexport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.field.CellValue;
import dev.formwork.core.field.Groupable;
import dev.formwork.core.field.Optioned;
import dev.formwork.core.job.JobQueue;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.thread.WorkerThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Imports as people see them: look at a file, agree on a plan, start, watch, take back what failed.
 */
@ApplicationScoped
public class ImportService {

  static final String JOB = "import";

  private static final int PREVIEW_ROWS = 8;

  private final Pool pool;
  private final ImportStore store;
  private final ImportReferenceResolver names;
  private final JobQueue jobs;

  ImportService(Pool pool, ImportStore store, ImportReferenceResolver names, JobQueue jobs) {
    this.pool = pool;
    this.store = store;
    this.names = names;
    this.jobs = jobs;
  }

  /** What a file would become; writes nothing. */
  public Uni<ImportAnalysis> analyse(
      Caller caller, CompiledForm form, CsvTable table, ImportPlan plan) {
    caller.requireWriting();
    RecordAccess.requireImport(caller, form);
    var mapper = new RowMapper(form, table, plan, caller.zone(), caller.locale());
    return directory(caller, form, mapper, table.rows())
        .chain(
            directory ->
                unknownValues(caller, form, table, plan, mapper, directory)
                    .map(
                        unknown ->
                            new ImportAnalysis(
                                table.header(),
                                table.rows().size(),
                                plan,
                                unknown,
                                preview(table, plan, mapper, directory))));
  }

  private Uni<RowMapper.Directory> directory(
      Caller caller, CompiledForm form, RowMapper mapper, List<CsvTable.Row> rows) {
    return names
        .members(caller.workspace())
        .chain(
            members ->
                names
                    .records(pool, caller, form, mapper.mentionedTitles(rows))
                    .map(records -> new RowMapper.Directory(records, members)));
  }

  private static List<ImportAnalysis.PreviewRow> preview(
      CsvTable table, ImportPlan plan, RowMapper mapper, RowMapper.Directory directory) {
    return table.rows().stream()
        .limit(PREVIEW_ROWS)
        .map(
            row -> {
              var cells = new ArrayList<ImportAnalysis.Cell>();
              mapper.forEachColumn(
                  (index, column) ->
                      cells.add(
                          new ImportAnalysis.Cell(
                              column.field().key(),
                              plan.meant(column.name(), RowMapper.cell(row, index)))));
              return new ImportAnalysis.PreviewRow(
                  row.number(), cells, mapper.map(row, directory).failures());
            })
        .toList();
  }

  private Uni<List<ImportAnalysis.UnknownValue>> unknownValues(
      Caller caller,
      CompiledForm form,
      CsvTable table,
      ImportPlan plan,
      RowMapper mapper,
      RowMapper.Directory directory) {
    var counts = new LinkedHashMap<Column, Map<String, Integer>>();
    mapper.forEachColumn(
        (index, column) -> {
          var unknown = new LinkedHashMap<String, Integer>();
          for (var row : table.rows()) {
            var text = plan.meant(column.name(), RowMapper.cell(row, index));
            if (text != null && isUnknown(caller, column, text, directory)) {
              unknown.merge(text, 1, Integer::sum);
            }
          }
          if (!unknown.isEmpty()) {
            counts.put(column, unknown);
          }
        });
    return Multi.createFrom()
        .iterable(counts.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            entry ->
                candidates(caller, form, entry.getKey())
                    .map(candidates -> unknown(entry.getKey(), entry.getValue(), candidates)))
        .collect()
        .asList()
        .map(
            lists ->
                lists.stream()
                    .flatMap(List::stream)
                    .sorted((a, b) -> Integer.compare(b.rows(), a.rows()))
                    .limit(200)
                    .toList());
  }

  private static boolean isUnknown(
      Caller caller, Column column, String text, RowMapper.Directory directory) {
    return switch (column.field().readText(text, caller.zone())) {
      case CellValue.NamedRecord(var title) ->
          !directory
              .recordsByTable()
              .getOrDefault(column.lookupTable(), Map.of())
              .containsKey(title);
      case CellValue.Unusable _ -> column.field() instanceof Groupable;
      case CellValue.Value _, CellValue.NamedMember _ -> false;
    };
  }

  private Uni<List<String>> candidates(Caller caller, CompiledForm form, Column column) {
    return column.field() instanceof Optioned listed && column.field() instanceof Groupable
        ? Uni.createFrom()
            .item(listed.listed().stream().map(one -> one.title().in(caller.locale())).toList())
        : names.candidates(pool, caller, form, column);
  }

  private static List<ImportAnalysis.UnknownValue> unknown(
      Column column, Map<String, Integer> counts, List<String> candidates) {
    return counts.entrySet().stream()
        .map(
            entry ->
                new ImportAnalysis.UnknownValue(
                    column.field().key(),
                    entry.getKey(),
                    entry.getValue(),
                    suggestion(entry.getKey(), candidates),
                    candidates))
        .toList();
  }

  private static String suggestion(String text, List<String> candidates) {
    var plain = Title.plain(text);
    return candidates.stream()
        .filter(candidate -> Title.plain(candidate).equals(plain))
        .findFirst()
        .orElse(null);
  }

  /**
   * Starts an import; it runs as a job, on any node, and goes on after a restart.
   *
   * @return its id
   */
  public Uni<UUID> start(
      Caller caller, CompiledForm form, String fileName, byte[] content, ImportPlan plan) {
    caller.requireWriting();
    RecordAccess.requireImport(caller, form);
    return WorkerThreads.run(
            () -> {
              var table = CsvTable.read(content);
              plan.checked(form, table.header());
              return table.rows().size();
            })
        .chain(rows -> enqueue(caller, form, fileName, content, plan, rows));
  }

  private Uni<UUID> enqueue(
      Caller caller,
      CompiledForm form,
      String fileName,
      byte[] content,
      ImportPlan plan,
      int rows) {
    var id = UuidCreator.getTimeOrderedEpoch();
    var run = ImportRun.started(id, form.app(), form.definition().key(), fileName, rows);
    var storedImport =
        new ImportStore.StoredImport(
            run,
            caller.memberId(),
            DefinitionJson.write(caller.scope()),
            caller.zone().getId(),
            caller.locale().getLanguage(),
            DefinitionJson.write(plan),
            content);
    return pool.withTransaction(
            sql ->
                store
                    .insert(sql, run, caller.workspace().id(), storedImport)
                    .chain(() -> jobs.enqueue(sql, caller.workspace(), JOB, id.toString())))
        .invoke(jobs::wake)
        .replaceWith(id);
  }

  public static ImportPlan plan(String json) {
    try {
      return DefinitionJson.read(DefinitionJson.tree(json), ImportPlan.class);
    } catch (JsonProcessingException e) {
      throw Refusal.invalid(
          List.of(Problem.at("/plan", CoreProblem.PLAN_UNREADABLE, e.getOriginalMessage())));
    }
  }

  /** One's own, or any as an administrator; others are not found. */
  public Uni<ImportRun> run(Caller caller, UUID id) {
    return store
        .find(caller.workspace().id(), id)
        .chain(
            run ->
                run == null
                    ? Uni.createFrom().nullItem()
                    : store
                        .work(id)
                        .map(
                            storedImport ->
                                isTheirs(caller, storedImport) && caller.scope().reaches(run.app())
                                    ? run
                                    : null))
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.IMPORT_NOT_FOUND, id));
  }

  private static boolean isTheirs(Caller caller, ImportStore.StoredImport storedImport) {
    return caller.isAdministrator() || caller.memberId().equals(storedImport.memberId());
  }

  public Uni<List<ImportRun>> latest(Caller caller, CompiledForm form) {
    return store.latest(caller.workspace().id(), form.app(), form.definition().key());
  }

  public Uni<List<ImportFailure>> failures(Caller caller, UUID id, int limit) {
    return run(caller, id).chain(run -> store.failures(run.id(), limit));
  }

  /**
   * The rows that failed, as they were, with the reason in a last column: to be mended and imported
   * again.
   */
  public Uni<String> failedRows(Caller caller, UUID id) {
    return run(caller, id)
        .chain(run -> store.work(run.id()))
        .chain(
            storedImport ->
                store
                    .failures(id, CsvTable.MAX_ROWS)
                    .map(
                        failures ->
                            FailedRowsFile.csv(CsvTable.read(storedImport.content()), failures)));
  }
}
