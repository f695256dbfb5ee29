package dev.formwork.core.importexport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvFormat;
import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.JsonMistake;
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
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  /**
   * What a file would become; writes nothing.
   *
   * @param plan what is said of the file so far; what it says of columns that are not there is left
   *     out
   * @throws Refusal when the file is no table
   */
  public Uni<ImportAnalysis> analyse(
      Caller caller, CompiledForm form, byte[] content, ImportPlan plan) {
    return analyse(caller, form, content, plan, header -> plan.fitting(header));
  }

  /**
   * The same, of a plan as it would be started.
   *
   * @throws Refusal also for what the form or the file does not have
   */
  public Uni<ImportAnalysis> dryRun(
      Caller caller, CompiledForm form, byte[] content, ImportPlan plan) {
    return analyse(caller, form, content, plan, header -> plan.checked(form, header));
  }

  private Uni<ImportAnalysis> analyse(
      Caller caller,
      CompiledForm form,
      byte[] content,
      ImportPlan plan,
      Function<List<String>, ImportPlan> fitted) {
    caller.requireWriting();
    RecordAccess.requireImport(caller, form);
    return WorkerThreads.run(
            () -> {
              var table = CsvTable.read(content, plan.fileFormat());
              var completion = PlanCompletion.of(form, table, fitted.apply(table.header()));
              return new Looked(
                  table,
                  completion,
                  new RowMapper(form, table, completion.plan(), caller.zone(), caller.locale()));
            })
        .chain(looked -> analyse(caller, form, looked));
  }

  /** The plan that a file suggests by itself, under what is said of how it is written. */
  public Uni<ImportPlan> guessed(CompiledForm form, byte[] content, CsvFormat format) {
    return WorkerThreads.run(
        () -> ImportPlan.guessed(form, CsvTable.read(content, format).header()));
  }

  /** A file, and how it would be read. */
  private record Looked(CsvTable table, PlanCompletion completion, RowMapper mapper) {}

  private Uni<ImportAnalysis> analyse(Caller caller, CompiledForm form, Looked looked) {
    return directory(caller, form, looked.mapper, looked.table.rows())
        .chain(
            directory ->
                unknownValues(caller, form, looked.table, looked.mapper, directory)
                    .map(
                        unknown ->
                            new ImportAnalysis(
                                looked.table.header(),
                                looked.table.rows().size(),
                                looked.completion.plan(),
                                looked.completion.questions(),
                                likelyEmpty(looked.table, looked.mapper),
                                unknown,
                                preview(looked, directory))));
  }

  private static List<ImportAnalysis.LikelyEmpty> likelyEmpty(CsvTable table, RowMapper mapper) {
    var found = new ArrayList<ImportAnalysis.LikelyEmpty>();
    mapper
        .readers()
        .forEach(
            (index, reader) -> {
              if (!reader.isText()) {
                var counts = new LinkedHashMap<String, Integer>();
                for (var row : table.rows()) {
                  var text = RowMapper.cell(row, index).strip();
                  if (CellFormat.isLikelyEmpty(text)) {
                    counts.merge(text, 1, Integer::sum);
                  }
                }
                var column = table.header().get(index);
                counts.forEach(
                    (text, rows) -> found.add(new ImportAnalysis.LikelyEmpty(column, text, rows)));
              }
            });
    return found;
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

  /** The first rows, without what depends on a question that is open. */
  private static List<ImportAnalysis.PreviewRow> preview(
      Looked looked, RowMapper.Directory directory) {
    var open =
        looked.completion.open().stream()
            .map(ImportQuestion::column)
            .collect(Collectors.toUnmodifiableSet());
    return looked.table.rows().stream()
        .limit(PREVIEW_ROWS)
        .map(row -> preview(looked, looked.mapper.map(row, directory), open))
        .toList();
  }

  private static ImportAnalysis.PreviewRow preview(
      Looked looked, RowMapper.MappedRow mapped, Set<String> open) {
    var cells = new ArrayList<ImportAnalysis.Cell>();
    looked
        .mapper
        .readers()
        .forEach(
            (index, reader) ->
                cells.add(
                    new ImportAnalysis.Cell(
                        reader.column().field().key(),
                        reader.meant(RowMapper.cell(mapped.source(), index)),
                        open.contains(looked.table.header().get(index))
                            ? null
                            : mapped.input().data().get(reader.column().slot()))));
    var failures =
        mapped.failures().stream().filter(failure -> !open.contains(failure.column())).toList();
    return new ImportAnalysis.PreviewRow(mapped.source().number(), cells, failures);
  }

  private Uni<List<ImportAnalysis.UnknownValue>> unknownValues(
      Caller caller,
      CompiledForm form,
      CsvTable table,
      RowMapper mapper,
      RowMapper.Directory directory) {
    var counts = new LinkedHashMap<Column, Map<String, Integer>>();
    mapper
        .readers()
        .forEach(
            (index, reader) -> {
              if (reader.isNamed()) {
                var unknown = new LinkedHashMap<String, Integer>();
                for (var row : table.rows()) {
                  var text = reader.meant(RowMapper.cell(row, index));
                  if (text != null) {
                    unknown.merge(text, 1, Integer::sum);
                  }
                }
                unknown.keySet().removeIf(text -> !isUnknown(reader, text, directory));
                if (!unknown.isEmpty()) {
                  counts.put(reader.column(), unknown);
                }
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

  private static boolean isUnknown(CellReader reader, String text, RowMapper.Directory directory) {
    return switch (reader.read(text)) {
      case CellValue.NamedRecord(var title) ->
          !directory
              .recordsByTable()
              .getOrDefault(reader.column().lookupTable(), Map.of())
              .containsKey(title);
      case CellValue.Unusable _ -> true;
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
   * @throws Refusal naming what the plan leaves open and the file does not tell
   */
  public Uni<UUID> start(
      Caller caller, CompiledForm form, String fileName, byte[] content, ImportPlan plan) {
    caller.requireWriting();
    RecordAccess.requireImport(caller, form);
    return WorkerThreads.run(
            () -> {
              var table = CsvTable.read(content, plan.fileFormat()).certainly();
              var completion = PlanCompletion.of(form, table, plan.checked(form, table.header()));
              return new Agreed(completion.answered(), table.rows().size());
            })
        .chain(agreed -> enqueue(caller, form, fileName, content, agreed.plan, agreed.rows));
  }

  /** A plan that leaves nothing open, and how many rows there are. */
  private record Agreed(ImportPlan plan, int rows) {}

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
      var plan = DefinitionJson.read(DefinitionJson.tree(json), ImportPlan.class);
      return plan == null ? ImportPlan.NONE : plan;
    } catch (JsonProcessingException e) {
      var mistake = JsonMistake.of(e);
      throw Refusal.invalid(
          List.of(Problem.at("/plan" + mistake.path(), CoreProblem.PLAN_UNREADABLE, mistake)));
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
                            FailedRowsFile.csv(
                                CsvTable.read(
                                    storedImport.content(), plan(storedImport.plan()).fileFormat()),
                                failures)));
  }
}
