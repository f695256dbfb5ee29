package dev.formwork.core.importexport;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.record.store.UniqueFieldLookup;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Finds the existing records that rows of a file update, by the plan's matching field. */
@ApplicationScoped
class ExistingRecordFinder {

  /** Null when the plan has no such field or the row leaves it empty. */
  Object key(CompiledForm form, ImportPlan plan, RecordInput input) {
    if (plan.match() == null) {
      return null;
    }
    var value = input.data().get(form.column(plan.match()).orElseThrow().slot());
    return switch (value) {
      case BigDecimal number -> number.stripTrailingZeros();
      case OffsetDateTime moment -> moment.withOffsetSameInstant(ZoneOffset.UTC);
      case null, default -> value;
    };
  }

  Uni<Map<Object, StoredRecord>> find(
      SqlClient sql, CompiledForm form, ImportPlan plan, List<RecordInput> inputs) {
    if (plan.match() == null) {
      return Uni.createFrom().item(Map.of());
    }
    var keys =
        inputs.stream().map(input -> key(form, plan, input)).filter(key -> key != null).toList();
    return UniqueFieldLookup.byField(sql, form, form.column(plan.match()).orElseThrow(), keys);
  }
}
