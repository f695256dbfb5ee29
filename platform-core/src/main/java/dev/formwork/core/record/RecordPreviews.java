package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.LookupRules;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Scope;
import dev.formwork.core.thread.OffEventLoop;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a screen asks while someone types: nothing here is stored, and nothing is locked. */
@ApplicationScoped
public class RecordPreviews {

  private final Pool pool;
  private final RecordService records;

  RecordPreviews(Pool pool, RecordService records) {
    this.pool = pool;
    this.records = records;
  }

  /**
   * The decision that saving would come to.
   *
   * @param before the record as it is; null: a new one
   */
  public Uni<Preview> preview(
      Caller caller, CompiledForm form, StoredRecord before, RecordInput input) {
    RecordService.requireSameWorkspace(caller, form);
    return Decisions.preview(pool, form, before, input, RecordService.moment(caller, form))
        .chain(
            settled ->
                Work.on(form, () -> preview(form, before, settled.decided(), settled.scope())));
  }

  private static Preview preview(
      CompiledForm form, StoredRecord before, RecordDecision.Decided decided, Scope scope) {
    var here = scope.of(decided.data());
    var fields = form.definition().fields();
    var now = FieldState.of(fields, form.rules(), here);
    var stored =
        before == null ? null : FieldState.of(fields, form.rules(), scope.of(before.data()));
    var states = new ArrayList<FieldState>();
    for (int slot = 0; slot < now.size(); slot++) {
      boolean readOnly =
          stored == null ? fields.get(slot).head().readOnly() : stored.get(slot).readOnly();
      states.add(new FieldState(now.get(slot).visible(), now.get(slot).required(), readOnly));
    }
    Map<Integer, List<List<FieldState>>> rows = new HashMap<>();
    for (var subform : form.subforms()) {
      rows.put(
          subform.slot(),
          decided.data().rows(subform.slot()).stream()
              .map(row -> FieldState.of(subform.field().fields(), subform.rules(), here.on(row)))
              .toList());
    }
    return new Preview(decided.data(), states, rows, decided.problems());
  }

  /** One of the records a lookup offers. */
  public record Choice(UUID id, String title) {}

  /**
   * What a lookup offers on a record as it is entered so far.
   *
   * @param row the subform row the lookup stands in; null: the record itself
   * @param search words the title must contain
   */
  public Uni<List<Choice>> choices(
      Caller caller,
      CompiledForm form,
      LookupRules rules,
      RecordData data,
      RecordData row,
      String search,
      int limit,
      int offset) {
    RecordService.requireSameWorkspace(caller, form);
    var scope = RecordService.moment(caller, form).of(data).on(row);
    return LookedUpValues.load(pool, form, List.of(data))
        .chain(
            () -> {
              var sql = LookupChoices.allowed(rules, scope);
              if (!search.isBlank()) {
                sql.append(" AND f.search_text LIKE ")
                    .bind(
                        "%"
                            + search
                                .strip()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replaceAll("([\\\\%_])", "\\\\$1")
                            + "%");
              }
              sql.append(" ORDER BY f.record_title, f.id LIMIT ").bind(limit, "int");
              sql.append(" OFFSET ").bind(offset, "int");
              return pool.preparedQuery(sql.toString()).execute(Tuple.tuple(sql.parameters()));
            })
        .map(
            rows -> {
              var choices = new ArrayList<Choice>();
              rows.forEach(found -> choices.add(new Choice(found.getUUID(0), found.getString(1))));
              return choices;
            });
  }

  /** What choosing a record fills in: values by the slots beside the lookup; null empties. */
  public Uni<Map<Integer, Object>> fills(
      Caller caller, CompiledForm form, LookupRules rules, UUID chosen) {
    RecordService.requireSameWorkspace(caller, form);
    if (rules.fills().isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return LookupFill.values(pool, rules, List.of(chosen))
        .map(
            values -> {
              var found = values.getOrDefault(chosen, List.of());
              Map<Integer, Object> bySlot = new HashMap<>();
              for (int i = 0; i < found.size(); i++) {
                bySlot.put(rules.fills().get(i).slot(), found.get(i));
              }
              return bySlot;
            });
  }

  /** What an expression gives on a stored record, for whoever writes it. */
  public Uni<Object> tryOut(
      Caller caller, CompiledForm form, UUID id, CompiledExpression expression) {
    return records
        .get(caller, form, id)
        .chain(
            record ->
                LookedUpValues.load(pool, form.needs(expression), List.of(record.data()))
                    .chain(
                        () ->
                            Answers.to(
                                (SqlClient) pool,
                                expression.questions(),
                                RecordService.moment(caller, form)
                                    .about(record.facts())
                                    .of(record.data())))
                    .chain(scope -> OffEventLoop.run(() -> expression.program().run(scope))));
  }

  /** The rules of a lookup, by its column. */
  public static java.util.Optional<LookupRules> rules(
      CompiledForm form, String subform, Column column) {
    return form.lookups().stream()
        .filter(
            rules ->
                java.util.Objects.equals(rules.rows(), subform)
                    && rules.column().name().equals(column.name()))
        .findFirst();
  }
}
