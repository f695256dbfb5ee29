package dev.formwork.workflow.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.expression.value.SlotValues;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.record.ExpressionDataAccess;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.ForEachStep;
import dev.formwork.workflow.engine.DecisionInputs;
import dev.formwork.workflow.engine.InstanceState;
import dev.formwork.workflow.engine.SubjectRecord;
import dev.formwork.workflow.people.OrganizationDirectory;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The inputs of decisions about one instance. Records and query results are loaded when a decision
 * reports them as missing, and kept for the following decisions.
 */
public final class LoadedInputs implements DecisionInputs {

  private final SqlClient sql;
  private final Caller platform;
  private final CompiledFlow flow;
  private final EvaluationContext base;
  private final WorkCalendar calendar;
  private final Directory directory;
  private final Map<SubjectRecord, ExpressionDataAccess.LoadedRecord> loaded = new HashMap<>();
  private final Map<Loop, Found> found = new HashMap<>();
  private final Map<SubjectRecord, Boolean> there = new HashMap<>();

  private record Loop(String step, SubjectRecord subject) {}

  LoadedInputs(
      SqlClient sql,
      Caller platform,
      CompiledFlow flow,
      EvaluationContext base,
      Map<MemberId, MemberId> substitutes) {
    this.sql = sql;
    this.platform = platform;
    this.flow = flow;
    this.base = base;
    this.calendar = base.calendar();
    this.directory = new OrganizationDirectory(platform.people(), substitutes);
  }

  /** Records were changed: what was loaded is read again when it is asked for. */
  public void forget() {
    loaded.clear();
    there.clear();
    found.clear();
  }

  /** A record in hand, so that it is not read again; its data must be whole. */
  Uni<Void> give(StoredRecord record, CompiledForm form, ObjectNode variables) {
    var dataRequirements = flow.reading(form.key());
    there.put(SubjectRecord.of(form.key(), record.id()), true);
    return ExpressionDataAccess.of(
            sql,
            record,
            dataRequirements.needs(),
            dataRequirements.questions(),
            base,
            data -> values(form, data, variables))
        .invoke(
            evaluationContext ->
                loaded.put(
                    SubjectRecord.of(form.key(), record.id()),
                    new ExpressionDataAccess.LoadedRecord(record, evaluationContext)))
        .replaceWithVoid();
  }

  /** Loads what a decision missed. */
  Uni<Void> load(MissingInput missingInput, ObjectNode variables) {
    var subjectRecord = missingInput.subject();
    if (missingInput.isPresence()) {
      return presence(subjectRecord);
    }
    if (missingInput.step() == null) {
      return record(subjectRecord, variables).replaceWithVoid();
    }
    var step = missingInput.step();
    var each = (ForEachStep) step.step();
    var around =
        subjectRecord == null
            ? Uni.createFrom().item(base.of(values(step.context().form(), null, variables)))
            : record(subjectRecord, variables)
                .map(one -> scope(one, subjectRecord, step, variables));
    return around
        .chain(
            evaluationContext ->
                new RecordParts(
                        sql,
                        flow.forms().get(each.form()),
                        (Expression.Subquery) step.formula("where").tree(),
                        evaluationContext)
                    .first(each.limit()))
        .invoke(first -> found.put(new Loop(step.key(), subjectRecord), first))
        .replaceWithVoid();
  }

  private Uni<Void> presence(SubjectRecord subjectRecord) {
    return sql.preparedQuery(
            "SELECT 1 FROM %s WHERE id = $1 AND deleted_at IS NULL"
                .formatted(flow.forms().get(subjectRecord.form()).table().sql()))
        .execute(Tuple.of(subjectRecord.record().value()))
        .invoke(rows -> there.put(plain(subjectRecord), rows.size() > 0))
        .replaceWithVoid();
  }

  private static SubjectRecord plain(SubjectRecord subjectRecord) {
    return SubjectRecord.of(subjectRecord.form(), subjectRecord.record());
  }

  @Override
  public boolean isThere(SubjectRecord subjectRecord) {
    var known = there.get(plain(subjectRecord));
    if (known == null) {
      throw MissingInput.presenceOf(subjectRecord);
    }
    return known;
  }

  private Uni<ExpressionDataAccess.LoadedRecord> record(
      SubjectRecord subjectRecord, ObjectNode variables) {
    var plain = plain(subjectRecord);
    if (loaded.containsKey(plain)) {
      return Uni.createFrom().item(loaded.get(plain));
    }
    var form = flow.forms().get(subjectRecord.form());
    var dataRequirements = flow.reading(subjectRecord.form());
    return ExpressionDataAccess.load(
            sql,
            platform,
            form,
            subjectRecord.record(),
            dataRequirements.needs(),
            dataRequirements.questions(),
            data -> values(form, data, variables))
        .invoke(one -> loaded.put(plain, one));
  }

  private RecordAndVariableValues values(CompiledForm form, SlotValues data, ObjectNode variables) {
    return new RecordAndVariableValues(
        data, form == null ? 0 : form.slots(), flow.variables(), variables);
  }

  /** What expressions see that speak of a record as a whole, such as a trigger's condition. */
  Uni<EvaluationContext> scope(
      CompiledForm form, SubjectRecord subjectRecord, ObjectNode variables) {
    return record(subjectRecord, variables)
        .map(
            one ->
                one == null
                    ? base.of(values(form, null, variables))
                    : one.scope().of(values(form, one.record().data(), variables)));
  }

  /** What a step's expressions see; everything it needs was loaded. */
  EvaluationContext scope(CompiledStep step, SubjectRecord subjectRecord, ObjectNode variables) {
    if (subjectRecord == null || step.context().form() == null) {
      return base.of(values(step.context().form(), null, variables));
    }
    return scope(known(subjectRecord), subjectRecord, step, variables);
  }

  private ExpressionDataAccess.LoadedRecord known(SubjectRecord subjectRecord) {
    var plain = plain(subjectRecord);
    if (!loaded.containsKey(plain)) {
      throw new MissingInput(null, plain);
    }
    return loaded.get(plain);
  }

  /** Null when the record is gone. */
  public StoredRecord stored(SubjectRecord subjectRecord) {
    var one = known(subjectRecord);
    return one == null ? null : one.record();
  }

  private EvaluationContext scope(
      ExpressionDataAccess.LoadedRecord one,
      SubjectRecord subjectRecord,
      CompiledStep step,
      ObjectNode variables) {
    var form = step.context().form();
    if (one == null) {
      return base.of(values(form, null, variables));
    }
    var whole = one.scope().of(values(form, one.record().data(), variables));
    if (subjectRecord.row() < 0 || step.context().rows() == null) {
      return whole;
    }
    var rows = one.record().data().rows(slot(form, step.context().rows()));
    if (subjectRecord.rowId() != null) {
      return whole.on(row(form, step.context().rows(), rows, subjectRecord.rowId()));
    }
    return subjectRecord.row() < rows.size() ? whole.on(rows.get(subjectRecord.row())) : whole;
  }

  /** Wherever it stands by now; one that is gone is empty, and no other takes its place. */
  private static RecordData row(CompiledForm form, String subform, List<RecordData> rows, UUID id) {
    return rows.stream()
        .filter(row -> id.equals(row.id()))
        .findFirst()
        .orElseGet(() -> new RecordData(subform(form, subform).columns().size()));
  }

  private static int slot(CompiledForm form, String subform) {
    return subform(form, subform).slot();
  }

  private static CompiledSubform subform(CompiledForm form, String key) {
    return form.subforms().stream()
        .filter(one -> one.field().key().value().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public OffsetDateTime now() {
    return base.now();
  }

  @Override
  public WorkCalendar calendar() {
    return calendar;
  }

  @Override
  public Object value(
      CompiledStep step, String formula, SubjectRecord subjectRecord, InstanceState state) {
    var expression = step.formula(formula);
    return expression == null
        ? null
        : expression.program().run(scope(step, subjectRecord, state.variables()));
  }

  @Override
  public List<UUID> rows(CompiledStep step, String subform, SubjectRecord subjectRecord) {
    var record = subjectRecord == null ? null : stored(subjectRecord);
    return record == null
        ? List.of()
        : record.data().rows(slot(step.context().form(), subform)).stream()
            .map(RecordData::id)
            .toList();
  }

  @Override
  public Found records(CompiledStep step, SubjectRecord subjectRecord, InstanceState state) {
    var loop = new Loop(step.key(), subjectRecord);
    if (!found.containsKey(loop)) {
      throw new MissingInput(step, subjectRecord);
    }
    return found.get(loop);
  }

  @Override
  public Directory people() {
    return directory;
  }

  @Override
  public UUID newId() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
