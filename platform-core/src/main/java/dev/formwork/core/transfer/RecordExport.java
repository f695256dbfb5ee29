package dev.formwork.core.transfer;

import dev.formwork.core.access.AuditEvent;
import dev.formwork.core.access.AuditLog;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.compile.FormRights;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.organization.Standing;
import dev.formwork.core.permission.Action;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.Access;
import dev.formwork.core.record.Page;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.RecordQuery;
import dev.formwork.core.thread.OffEventLoop;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  public record Wish(
      ExportFormat format, String filter, String search, List<String> sort, List<String> fields) {

    public Wish {
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
  public Uni<ExportFile> export(Caller caller, CompiledForm form, Wish wish) {
    var exporter = caller.doing(Action.EXPORT);
    var rights = Access.to(exporter, form);
    Access.requireExport(caller, form);
    wish.fields.stream()
        .filter(key -> !rights.shows(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw Refusal.of(Refusal.Kind.MALFORMED, "unknown-field", key);
            });
    return queries
        .count(exporter, form, wish.filter, wish.search)
        .invoke(RecordExport::requireRoom)
        .chain(
            () -> OffEventLoop.run(() -> Writing.begin(layout(exporter, form, rights, wish), wish)))
        .chain(
            writing ->
                pages(exporter, form, wish, writing, null)
                    .chain(() -> OffEventLoop.run(() -> writing.finish(form, wish)))
                    .call(file -> audit.add(event(caller, form, wish, file)))
                    .onFailure()
                    .invoke(writing::abandon));
  }

  private static void requireRoom(long records) {
    if (records > XlsxExport.MAX_ROWS) {
      throw Refusal.of(Refusal.Kind.INVALID, "export-too-many", XlsxExport.MAX_ROWS);
    }
  }

  private static AuditEvent event(Caller caller, CompiledForm form, Wish wish, ExportFile file) {
    var details = DefinitionJson.mapper().createObjectNode();
    details.put("format", wish.format.extension()).put("records", file.records);
    if (wish.filter != null && !wish.filter.isBlank()) {
      details.put("filter", wish.filter);
    }
    if (wish.search != null && !wish.search.isBlank()) {
      details.put("search", wish.search);
    }
    return AuditEvent.of(
        caller, "record.export", form.app() + "/" + form.key(), details.toString());
  }

  private static ExportWriter.Layout layout(
      Caller caller, CompiledForm form, FormRights rights, Wish wish) {
    var members =
        caller.people().standings().stream()
            .collect(Collectors.toMap(Standing::member, Standing::name));
    var columns =
        form.columns().stream()
            .filter(column -> rights.right(column.name()) != FieldRight.HIDDEN)
            .filter(column -> wish.fields.isEmpty() || wish.fields.contains(column.name()))
            .toList();
    var subforms =
        form.subforms().stream()
            .filter(one -> wish.fields.isEmpty() || wish.fields.contains(key(one)))
            .filter(one -> rights.right(key(one)) != FieldRight.HIDDEN)
            .map(one -> readable(one, rights))
            .filter(one -> !one.columns().isEmpty())
            .toList();
    return new ExportWriter.Layout(
        form, columns, subforms, members, caller.locale(), caller.zone());
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
      Caller caller, CompiledForm form, Wish wish, Writing writing, String cursor) {
    var query = new RecordQuery(wish.filter, wish.search, wish.sort, PAGE, cursor, 0);
    return queries
        .listWhole(caller, form, query)
        .chain(page -> OffEventLoop.run(() -> writing.write(page)))
        .chain(
            next ->
                next.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : pages(caller, form, wish, writing, next));
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

    static Writing begin(ExportWriter.Layout layout, Wish wish) {
      try {
        var path = Files.createTempFile("formwork-export-", "." + wish.format.extension());
        var out = new BufferedOutputStream(Files.newOutputStream(path));
        var writer =
            switch (wish.format) {
              case CSV -> new CsvExport(layout, out);
              case XLSX -> new XlsxExport(layout, out);
              case NDJSON -> new NdjsonExport(layout, out, wish.fields);
            };
        return new Writing(path, writer, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The cursor of the next page; empty after the last. */
    String write(Page page) {
      try {
        writer.write(page.items());
        records += page.items().size();
        return page.nextCursor() == null ? "" : page.nextCursor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    ExportFile finish(CompiledForm form, Wish wish) {
      try {
        writer.finish();
        out.close();
        return new ExportFile(
            path, form.key() + "." + wish.format.extension(), wish.format, records);
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
