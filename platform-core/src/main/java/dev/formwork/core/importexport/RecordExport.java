package dev.formwork.core.importexport;

import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.query.RecordPage;
import dev.formwork.core.record.query.RecordQuery;
import dev.formwork.core.rights.FormRights;
import dev.formwork.core.thread.WorkerThreads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Takes records out into a file: those that the caller may read and export, with the fields they
 * may read there. Every export is in the audit log before the file is given out.
 */
@ApplicationScoped
public class RecordExport {

  private static final int PAGE = 1_000;

  private final RecordQueries queries;
  private final AuditLog audit;

  RecordExport(RecordQueries queries, AuditLog audit) {
    this.queries = queries;
    this.audit = audit;
  }

  /**
   * What someone wants to take out.
   *
   * @param filter an expression; null: everything
   * @param search words; null: none
   * @param sort as in {@link RecordQuery}
   * @param fields keys; empty: all
   */
  public record ExportRequest(
      ExportFormat format, String filter, String search, List<String> sort, List<String> fields) {

    public ExportRequest {
      sort = sort == null ? List.of() : List.copyOf(sort);
      fields = fields == null ? List.of() : List.copyOf(fields);
    }
  }

  /**
   * A file to be given out; whoever takes it removes it.
   *
   * @param name for the person who keeps it
   */
  public record ExportFile(Path path, String name, ExportFormat format, long records) {

    public void remove() {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Fails as forbidden unless a permission set gives reading and exporting. */
  public Uni<ExportFile> export(Caller caller, CompiledForm form, ExportRequest exportRequest) {
    var exporter = caller.doing(RecordAction.EXPORT);
    var rights = RecordAccess.to(exporter, form);
    RecordAccess.requireExport(caller, form);
    exportRequest.fields.stream()
        .filter(key -> !rights.shows(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.UNKNOWN_FIELD, key);
            });
    return queries
        .count(exporter, form, exportRequest.filter, exportRequest.search)
        .invoke(RecordExport::requireRoom)
        .chain(
            () ->
                WorkerThreads.run(
                    () ->
                        Writing.begin(
                            layout(exporter, form, rights, exportRequest), exportRequest)))
        .chain(
            writing ->
                pages(exporter, form, exportRequest, writing, null)
                    .chain(() -> WorkerThreads.run(() -> writing.finish(form, exportRequest)))
                    .call(file -> audit.add(event(caller, form, exportRequest, file)))
                    .onFailure()
                    .invoke(writing::abandon));
  }

  private static void requireRoom(long records) {
    if (records > XlsxExportWriter.MAX_ROWS) {
      throw Refusal.of(
          Refusal.Kind.INVALID, CoreProblem.EXPORT_TOO_MANY, XlsxExportWriter.MAX_ROWS);
    }
  }

  private static AuditEvent event(
      Caller caller, CompiledForm form, ExportRequest exportRequest, ExportFile file) {
    var details = DefinitionJson.mapper().createObjectNode();
    details.put("format", exportRequest.format.extension()).put("records", file.records);
    if (exportRequest.filter != null && !exportRequest.filter.isBlank()) {
      details.put("filter", exportRequest.filter);
    }
    if (exportRequest.search != null && !exportRequest.search.isBlank()) {
      details.put("search", exportRequest.search);
    }
    return AuditEvent.of(
        caller, "record.export", form.app() + "/" + form.key(), details.toString());
  }

  private static ExportWriter.Layout layout(
      Caller caller, CompiledForm form, FormRights rights, ExportRequest exportRequest) {
    var members = named(caller.people());
    var columns =
        form.columns().stream()
            .filter(column -> rights.right(column.name()) != FieldRight.HIDDEN)
            .filter(
                column ->
                    exportRequest.fields.isEmpty() || exportRequest.fields.contains(column.name()))
            .toList();
    var subforms =
        form.subforms().stream()
            .filter(
                one -> exportRequest.fields.isEmpty() || exportRequest.fields.contains(key(one)))
            .filter(one -> rights.right(key(one)) != FieldRight.HIDDEN)
            .map(one -> readable(one, rights))
            .filter(one -> !one.columns().isEmpty())
            .toList();
    return new ExportWriter.Layout(
        form, columns, subforms, members, caller.locale(), caller.zone());
  }

  /** Members by the name that means them alone: their own, or the login. */
  private static Map<MemberId, String> named(Organization people) {
    var taken = new HashMap<String, Integer>();
    for (var one : people.standings()) {
      taken.merge(one.name().toLowerCase(Locale.ROOT), 1, Integer::sum);
      taken.merge(one.login().toLowerCase(Locale.ROOT), 1, Integer::sum);
    }
    return people.standings().stream()
        .collect(
            Collectors.toMap(
                Membership::member,
                one ->
                    taken.get(one.name().toLowerCase(Locale.ROOT)) == 1
                        ? one.name()
                        : one.login()));
  }

  private static String key(CompiledSubform subform) {
    return subform.field().key().value();
  }

  private static CompiledSubform readable(CompiledSubform subform, FormRights rights) {
    return new CompiledSubform(
        subform.field(),
        subform.slot(),
        subform.table(),
        subform.columns().stream()
            .filter(column -> rights.right(subform.field(), column.field()) != FieldRight.HIDDEN)
            .toList(),
        subform.defaults(),
        subform.rules());
  }

  private Uni<Void> pages(
      Caller caller,
      CompiledForm form,
      ExportRequest exportRequest,
      Writing writing,
      String cursor) {
    var query =
        new RecordQuery(
            exportRequest.filter, exportRequest.search, exportRequest.sort, PAGE, cursor, 0);
    return queries
        .listWhole(caller, form, query)
        .chain(recordPage -> WorkerThreads.run(() -> writing.write(recordPage)))
        .chain(
            next ->
                next.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : pages(caller, form, exportRequest, writing, next));
  }

  /** A file being written. */
  private static final class Writing {

    private final Path path;
    private final ExportWriter writer;
    private final OutputStream out;
    private long records;

    private Writing(Path path, ExportWriter writer, OutputStream out) {
      this.path = path;
      this.writer = writer;
      this.out = out;
    }

    static Writing begin(ExportWriter.Layout layout, ExportRequest exportRequest) {
      try {
        var path = Files.createTempFile("formwork-export-", "." + exportRequest.format.extension());
        var out = new BufferedOutputStream(Files.newOutputStream(path));
        var writer =
            switch (exportRequest.format) {
              case CSV -> new CsvExportWriter(layout, out);
              case XLSX -> new XlsxExportWriter(layout, out);
              case NDJSON -> new NdjsonExportWriter(layout, out, exportRequest.fields);
            };
        return new Writing(path, writer, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The cursor of the next page; empty after the last. */
    String write(RecordPage recordPage) {
      try {
        writer.write(recordPage.items());
        records += recordPage.items().size();
        return recordPage.nextCursor() == null ? "" : recordPage.nextCursor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    ExportFile finish(CompiledForm form, ExportRequest exportRequest) {
      try {
        writer.finish();
        out.close();
        return new ExportFile(
            path,
            form.key() + "." + exportRequest.format.extension(),
            exportRequest.format,
            records);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void abandon() {
      try {
        out.close();
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
