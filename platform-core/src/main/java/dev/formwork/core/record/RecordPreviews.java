package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.compile.LookupRules;
import dev.formwork.core.database.NameOrder;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.field.Field;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.LookupPermissionCheck;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.access.Redaction;
import dev.formwork.core.record.access.RowIdentity;
import dev.formwork.core.record.access.RowLevelCheck;
import dev.formwork.core.record.access.WritePermissionCheck;
import dev.formwork.core.record.decision.ExpressionExecutor;
import dev.formwork.core.record.decision.FieldState;
import dev.formwork.core.record.decision.RecordDecisionService;
import dev.formwork.core.record.decision.SubqueryResults;
import dev.formwork.core.record.lookup.LookupAutofill;
import dev.formwork.core.record.lookup.LookupFilterCheck;
import dev.formwork.core.record.lookup.RecordRefLoader;
import dev.formwork.core.record.query.QuerySql;
import dev.formwork.core.record.store.RecordStore;
import dev.formwork.core.record.value.RecordChangeSet;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.record.write.CurrentRecord;
import dev.formwork.core.rights.RecordVisibility;
import dev.formwork.core.thread.WorkerThreads;
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
  public Uni<RecordPreview> preview(
      Caller caller, CompiledForm form, StoredRecord before, RecordInput input) {
    var recordAccess = RecordAccess.of(caller, form);
    return whole(recordAccess, before)
        .chain(
            stored ->
                RecordDecisionService.preview(
                        pool,
                        form,
                        stored,
                        kept(recordAccess, stored, input),
                        recordAccess.moment())
                    .chain(
                        finalDecision ->
                            ExpressionExecutor.on(
                                form,
                                () ->
                                    preview(
                                        recordAccess,
                                        stored,
                                        finalDecision.decided(),
                                        finalDecision.scope()))));
  }

  /** Formulas go by everything a record holds, whatever of it the reader may see. */
  private Uni<StoredRecord> whole(RecordAccess recordAccess, StoredRecord before) {
    if (before == null) {
      recordAccess.require(RecordAction.CREATE);
      return Uni.createFrom().nullItem();
    }
    recordAccess.require(RecordAction.READ);
    return before.sight().isWhole()
        ? Uni.createFrom().item(before)
        : RecordStore.find(pool, recordAccess, before.id())
            .onItem()
            .ifNull()
            .failWith(() -> CurrentRecord.notFound(before.id()));
  }

  /** What may not be set counts as it is; saving would say what is wrong with it. */
  private static RecordInput kept(
      RecordAccess recordAccess, StoredRecord stored, RecordInput input) {
    var kept = input.copy();
    var sight = sight(recordAccess, stored);
    var before = stored == null ? null : stored.data();
    try {
      RowIdentity.resolve(recordAccess.form(), sight, kept, before);
      WritePermissionCheck.check(recordAccess.form(), sight, kept, before);
    } catch (Refusal _) {
      return kept;
    }
    return kept;
  }

  private static RecordVisibility sight(RecordAccess recordAccess, StoredRecord stored) {
    return stored == null ? recordAccess.rights().creationSight() : stored.sight();
  }

  private static RecordPreview preview(
      RecordAccess recordAccess,
      StoredRecord before,
      RecordChangeSet decided,
      EvaluationContext evaluationContext) {
    var form = recordAccess.form();
    var caller = recordAccess.caller();
    var recordVisibility = sight(recordAccess, before);
    var here = evaluationContext.of(decided.data());
    var fields = form.definition().fields();
    var now = FieldState.of(fields, form.rules(), here);
    var stored =
        before == null
            ? null
            : FieldState.of(fields, form.rules(), evaluationContext.of(before.data()));
    var states = new ArrayList<FieldState>();
    for (int slot = 0; slot < now.size(); slot++) {
      boolean readOnly =
          stored == null ? fields.get(slot).head().readOnly() : stored.get(slot).readOnly();
      boolean settable =
          recordVisibility.isWritable(fields.get(slot).key().value())
              && !isOwned(form, caller, fields.get(slot), slot, before);
      states.add(
          new FieldState(
              now.get(slot).visible() && recordVisibility.right(slot) != FieldRight.HIDDEN,
              now.get(slot).required() && settable,
              readOnly && !caller.opens(fields.get(slot).key().value()) || !settable));
    }
    Map<Integer, List<List<FieldState>>> rows = new HashMap<>();
    for (var subform : form.subforms()) {
      rows.put(
          subform.slot(),
          decided.data().rows(subform.slot()).stream()
              .map(row -> rowStates(subform, here.on(row), recordVisibility, caller))
              .toList());
    }
    return new RecordPreview(
        Redaction.of(form, recordVisibility, decided.data()),
        states,
        rows,
        RowLevelCheck.told(form, recordVisibility, decided.problems()));
  }

  /** Whether flows set a field and people do not, as it stands. */
  private static boolean isOwned(
      CompiledForm form, Caller caller, Field field, int slot, StoredRecord before) {
    var owned = form.links().owned(form.key()).get(field.key().value());
    boolean atTask = caller.guest() != null && caller.guest().run() != null;
    return owned != null
        && !atTask
        && (before == null || owned.movesFrom(before.data().get(slot)).isEmpty());
  }

  private static List<FieldState> rowStates(
      CompiledSubform subform,
      EvaluationContext here,
      RecordVisibility recordVisibility,
      Caller caller) {
    var states = FieldState.of(subform.field().fields(), subform.rules(), here);
    var allowed = new ArrayList<FieldState>();
    for (int slot = 0; slot < states.size(); slot++) {
      var state = states.get(slot);
      var key = subform.field().key() + "." + subform.field().fields().get(slot).key();
      boolean settable = recordVisibility.isWritable(key);
      allowed.add(
          new FieldState(
              state.visible() && recordVisibility.right(subform.slot(), slot) != FieldRight.HIDDEN,
              state.required() && settable,
              state.readOnly() && !caller.opens(key) || !settable));
    }
    return allowed;
  }

  /** One of the records a lookup offers. */
  public record Choice(RecordId id, String title) {}

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
    var recordAccess = RecordAccess.of(caller, form);
    var evaluationContext = recordAccess.moment().of(data).on(row);
    var target =
        form.links()
            .form(rules.field().form().value())
            .map(other -> RecordAccess.of(caller, other))
            .filter(other -> other.rights().may(RecordAction.READ));
    if (target.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return RecordRefLoader.load(pool, form, List.of(data))
        .chain(
            () -> {
              var sql = LookupFilterCheck.allowed(rules, evaluationContext);
              new QuerySql(target.get()).among(sql, "f", search);
              var titles = recordAccess.rights().guard().title(rules.column().lookupTable(), "f");
              if (titles != null) {
                sql.append(" AND ");
                titles.write(sql, recordAccess.moment());
              }
              sql.append(" ORDER BY " + NameOrder.sql("f.record_title") + ", f.id LIMIT ")
                  .bind(limit, "int");
              sql.append(" OFFSET ").bind(offset, "int");
              return pool.preparedQuery(sql.toString()).execute(Tuple.tuple(sql.parameters()));
            })
        .map(
            rows -> {
              var choices = new ArrayList<Choice>();
              rows.forEach(
                  found ->
                      choices.add(new Choice(new RecordId(found.getUUID(0)), found.getString(1))));
              return choices;
            });
  }

  /** What choosing a record fills in: values by the slots beside the lookup; null empties. */
  public Uni<Map<Integer, Object>> fills(
      Caller caller, CompiledForm form, LookupRules rules, RecordId chosen) {
    var recordAccess = RecordAccess.of(caller, form);
    var allowed = LookupAutofill.allowed(recordAccess, rules);
    if (allowed.fills().isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return LookupPermissionCheck.isReadable(pool, recordAccess, rules.column(), chosen.value())
        .chain(
            readable ->
                readable
                    ? LookupAutofill.values(pool, allowed, List.of(chosen.value()))
                    : Uni.createFrom().item(Map.<UUID, List<Object>>of()))
        .map(
            values -> {
              var found = values.getOrDefault(chosen.value(), List.of());
              Map<Integer, Object> bySlot = new HashMap<>();
              for (int i = 0; i < found.size(); i++) {
                bySlot.put(allowed.fills().get(i).slot(), found.get(i));
              }
              return bySlot;
            });
  }

  /** What an expression gives on a stored record, for whoever writes it. */
  public Uni<Object> tryOut(
      Caller caller, CompiledForm form, RecordId id, CompiledExpression expression) {
    if (!RecordAccess.rights(caller, form).mayDesign()) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.DESIGNERS_ONLY);
    }
    return records
        .get(caller, form, id)
        .chain(
            record ->
                RecordRefLoader.load(pool, form.needs(expression), List.of(record.data()))
                    .chain(
                        () ->
                            SubqueryResults.to(
                                (SqlClient) pool,
                                expression.questions(),
                                RecordAccess.of(caller, form)
                                    .moment()
                                    .about(record.facts())
                                    .of(record.data())))
                    .chain(
                        evaluationContext ->
                            WorkerThreads.run(() -> expression.program().run(evaluationContext))));
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
