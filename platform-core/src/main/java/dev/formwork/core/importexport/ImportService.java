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
import dev.formwork.core.workspace.compiled.CompiledForms;
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
  private final UndoStore undos;
  private final ImportReferenceResolver names;
  private final CompiledForms forms;
  private final JobQueue jobs;

  ImportService(
      Pool pool,
      ImportStore store,
      UndoStore undos,
      ImportReferenceResolver names,
      CompiledForms forms,
      JobQueue jobs) {
    this.pool = pool;
    this.store = store;
    this.undos = undos;
    this.names = names;
    this.forms = forms;
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
    return analyse(
        caller, form, content, plan, header -> plan.checked(form, header, keys(caller, form)));
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
                  new RecordMapper(form, table, completion.plan(), caller.zone(), caller.locale()));
            })
        .chain(looked -> analyse(caller, form, looked));
  }

  /** The plan that a file suggests by itself, under what is said of how it is written. */
  public Uni<ImportPlan> guessed(CompiledForm form, byte[] content, CsvFormat format) {
    return WorkerThreads.run(
        () -> ImportPlan.guessed(form, CsvTable.read(content, format).header()));
  }

  /** The fields by which a caller may name the records of a lookup. */
  private static Function<ImportTarget, List<Column>> keys(Caller caller, CompiledForm form) {
    return target ->
        target.keysOfLookup(form).stream()
            .filter(
                key ->
                    form.links()
                        .formOfTable(target.column().lookupTable())
                        .filter(other -> RecordAccess.to(caller, other).shows(key.name()))
                        .isPresent())
            .toList();
  }

  /** A file, and how it would be read. */
  private record Looked(CsvTable table, PlanCompletion completion, RecordMapper mapper) {}

  private Uni<ImportAnalysis> analyse(Caller caller, CompiledForm form, Looked looked) {
    return names
        .members(caller.workspace())
        .chain(
            members ->
                names
                    .records(pool, caller, form, looked.mapper.mentioned(looked.mapper.records()))
                    .map(records -> new RecordMapper.Directory(records, members)))
        .chain(
            directory ->
                unknownValues(caller, form, looked, directory)
                    .map(unknown -> analysis(caller, form, looked, directory, unknown)));
  }

  private static ImportAnalysis analysis(
      Caller caller,
      CompiledForm form,
      Looked looked,
      RecordMapper.Directory directory,
      List<ImportAnalysis.UnknownValue> unknown) {
    var lookupKeys = new LinkedHashMap<String, List<Column>>();
    for (var reader : looked.mapper.readers()) {
      if (reader.column().column().isLookup()) {
        lookupKeys.put(reader.column().name(), keys(caller, form).apply(reader.column().target()));
      }
    }
    return new ImportAnalysis(
        looked.table.header(),
        looked.table.rows().size(),
        looked.mapper.records().size(),
        looked.completion.plan(),
        looked.completion.questions(),
        likelyEmpty(looked),
        unknown,
        lookupKeys,
        preview(looked, directory));
  }

  private static List<ImportAnalysis.LikelyEmpty> likelyEmpty(Looked looked) {
    var found = new ArrayList<ImportAnalysis.LikelyEmpty>();
    for (var reader : looked.mapper.readers()) {
      if (!reader.isText()) {
        var counts = new LinkedHashMap<String, Integer>();
        for (var row : looked.table.rows()) {
          var cell = looked.table.cell(row, reader.column().index());
          if (cell != null && CellFormat.isLikelyEmpty(cell)) {
            counts.merge(cell.strip(), 1, Integer::sum);
          }
        }
        counts.forEach(
            (text, rows) ->
                found.add(new ImportAnalysis.LikelyEmpty(reader.column().name(), text, rows)));
      }
    }
    return found;
  }

  /** The first rows, without what depends on a question that is open. */
  private static List<ImportAnalysis.PreviewRow> preview(
      Looked looked, RecordMapper.Directory directory) {
    var open =
        looked.completion.open().stream()
            .map(ImportQuestion::column)
            .collect(Collectors.toUnmodifiableSet());
    return looked.mapper.records().stream()
        .limit(PREVIEW_ROWS)
        .map(record -> looked.mapper.map(record, directory))
        .flatMap(mapped -> mapped.source().rows().stream().map(row -> new Shown(mapped, row)))
        .limit(PREVIEW_ROWS)
        .map(shown -> preview(looked, shown, open))
        .toList();
  }

  /** A row of the preview with its record. */
  private record Shown(MappedRecord record, CsvTable.Row row) {}

  /** What a column came to there; null: nothing, or the first row of the record has it. */
  private static Object value(RecordMapper mapper, Shown shown, ImportTarget target) {
    var data = shown.record.input().data();
    if (!target.isOfRows()) {
      return shown.row.equals(shown.record.source().first())
          ? data.get(target.column().slot())
          : null;
    }
    int index = mapper.rowsOf(target.subform(), shown.record.source()).indexOf(shown.row);
    return index < 0
        ? null
        : data.rows(target.subform().slot()).get(index).get(target.column().slot());
  }

  private static ImportAnalysis.PreviewRow preview(Looked looked, Shown shown, Set<String> open) {
    var cells = new ArrayList<ImportAnalysis.Cell>();
    for (var reader : looked.mapper.readers()) {
      var column = reader.column();
      cells.add(
          new ImportAnalysis.Cell(
              column.target(),
              reader.meant(looked.table.cell(shown.row, column.index())),
              open.contains(column.name()) ? null : value(looked.mapper, shown, column.target())));
    }
    var failures =
        shown.record.failures().stream()
            .filter(failure -> failure.row() == shown.row.number())
            .filter(failure -> !open.contains(failure.column()))
            .toList();
    return new ImportAnalysis.PreviewRow(shown.row.number(), cells, failures);
  }

  private Uni<List<ImportAnalysis.UnknownValue>> unknownValues(
      Caller caller, CompiledForm form, Looked looked, RecordMapper.Directory directory) {
    var counts = new LinkedHashMap<CellReader, Map<String, Integer>>();
    for (var reader : looked.mapper.readers()) {
      if (reader.isNamed()) {
        var unknown = new LinkedHashMap<String, Integer>();
        for (var row : looked.table.rows()) {
          var text = reader.meant(looked.table.cell(row, reader.column().index()));
          if (text != null) {
            unknown.merge(text, 1, Integer::sum);
          }
        }
        unknown.keySet().removeIf(text -> !isUnknown(reader, text, directory));
        if (!unknown.isEmpty()) {
          counts.put(reader, unknown);
        }
      }
    }
    return Multi.createFrom()
        .iterable(counts.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            entry ->
                candidates(caller, form, entry.getKey().column())
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
      CellReader reader, String text, RecordMapper.Directory directory) {
    return switch (reader.read(text)) {
      case CellValue.NamedRecord(var named) ->
          directory.named(reader.column().source(), named).isEmpty();
      case CellValue.Unusable _ -> true;
      case CellValue.Value _, CellValue.NamedMember _ -> false;
    };
  }

  private Uni<List<String>> candidates(Caller caller, CompiledForm form, ImportColumn column) {
    var field = column.column().field();
    return field instanceof Optioned listed && field instanceof Groupable
        ? Uni.createFrom()
            .item(listed.listed().stream().map(one -> one.title().in(caller.locale())).toList())
        : names.candidates(pool, caller, form, column.source());
  }

  private static List<ImportAnalysis.UnknownValue> unknown(
      CellReader reader, Map<String, Integer> counts, List<String> candidates) {
    return counts.entrySet().stream()
        .map(
            entry ->
                new ImportAnalysis.UnknownValue(
                    reader.column().target(),
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
              var checked = plan.checked(form, table.header(), keys(caller, form));
              var completion = PlanCompletion.of(form, table, checked);
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

  /** One's own, or all as an administrator; newest first. */
  public Uni<List<ImportRun>> latest(Caller caller, CompiledForm form) {
    return store.latest(
        caller.workspace().id(),
        form.app(),
        form.definition().key(),
        caller.isAdministrator() ? null : caller.memberId());
  }

  /**
   * Begins to undo what an import did; that runs as a job. Records that were made go to the recycle
   * bin, those that were changed get the values they had before; records that somebody changed
   * since stay, see {@link #kept}.
   *
   * @throws Refusal when it is still running, or is undone already
   */
  public Uni<Void> undo(Caller caller, UUID id) {
    caller.requireWriting();
    return run(caller, id)
        .chain(
            run ->
                forms
                    .form(caller.workspace(), run.app(), run.form())
                    .chain(form -> undo(caller, form, run)));
  }

  private Uni<Void> undo(Caller caller, CompiledForm form, ImportRun run) {
    RecordAccess.requireImport(caller, form);
    if (!run.isUndoable()) {
      throw Refusal.of(
          Refusal.Kind.CONFLICT,
          run.isOver() ? CoreProblem.IMPORT_NOTHING_TO_UNDO : CoreProblem.IMPORT_RUNNING);
    }
    var scope = DefinitionJson.write(caller.scope());
    return pool.withTransaction(
            sql ->
                undos
                    .begin(sql, run.id(), caller.memberId(), scope)
                    .invoke(
                        begun -> {
                          if (!begun) {
                            throw Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.IMPORT_RUNNING);
                          }
                        })
                    .chain(
                        () ->
                            jobs.enqueue(
                                sql, caller.workspace(), UndoJob.KIND, run.id().toString())))
        .invoke(jobs::wake);
  }

  /** The records that undoing an import left as they are, with the reasons. */
  public Uni<List<KeptRecord>> kept(Caller caller, UUID id, int limit) {
    return run(caller, id).chain(run -> undos.kept(run.id(), limit));
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
