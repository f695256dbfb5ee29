package dev.formwork.core.record.decision;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.record.lookup.RecordRefLoader;
import dev.formwork.core.record.value.StoredRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;

/** Computes the volatile fields of records just read: those whose formulas change by themselves. */
public final class VolatileFields {

  private VolatileFields() {}

  public static Uni<Void> fill(
      SqlClient sql, CompiledForm form, List<StoredRecord> records, EvaluationContext moment) {
    if (form.virtuals().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return RecordRefLoader.load(sql, form, records.stream().map(StoredRecord::data).toList())
        .chain(() -> ExpressionExecutor.on(form, () -> filled(form, records, moment)));
  }

  private static Void filled(
      CompiledForm form, List<StoredRecord> records, EvaluationContext moment) {
    records.forEach(
        record -> RecordDecision.virtuals(form, record.data(), moment.about(record.facts())));
    return null;
  }
}
