package dev.formwork.core.record;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;

/** Computes the volatile fields of records just read: those whose formulas change by themselves. */
final class Virtuals {

  private Virtuals() {}

  static Uni<Void> fill(
      SqlClient sql, CompiledForm form, List<StoredRecord> records, Scope moment) {
    if (form.virtuals().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return LookedUpValues.load(sql, form, records.stream().map(StoredRecord::data).toList())
        .chain(() -> Work.on(form, () -> filled(form, records, moment)));
  }

  private static Void filled(CompiledForm form, List<StoredRecord> records, Scope moment) {
    records.forEach(
        record -> RecordDecision.virtuals(form, record.data(), moment.about(record.facts())));
    return null;
  }
}
