package dev.formwork.workflow.motion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.record.ExpressionDataAccess;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.engine.Facts;
import dev.formwork.workflow.engine.InstanceState;
import dev.formwork.workflow.engine.Subject;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The inputs of decisions about one instance. Records and query results are loaded when a decision
 * reports them as missing, and kept for the following decisions.
 */
final class LoadedFacts implements Facts {

  private final SqlClient sql;
  private final Caller platform;
  private final CompiledFlow flow;
  private final EvaluationContext base;
  private final WorkCalendar calendar;
  private final People people;
  private final Map<Subject, ExpressionDataAccess.LoadedRecord> loaded = new HashMap<>();
  private final Map<Loop, List<UUID>> found = new HashMap<>();

  private record Loop(String step, Subject subject) {}

  LoadedFacts(
      SqlClient sql,
      Caller platform,
      CompiledFlow flow,
      EvaluationContext base,
      Map<UUID, UUID> deputies) {
    this.sql = sql;
    this.platform = platform;
    this.flow = flow;
    this.base = base;
    this.calendar = base.calendar();
    this.people = new OrganizationPeople(platform.people(), deputies);
  }

  /** Records were changed: what was loaded is read again when it is asked for. */
  void forget() {
    loaded.clear();
    found.clear();
  }

  /** A record in hand, so that it is not read again; its data must be whole. */
  Uni<Void> give(StoredRecord record, CompiledForm form, ObjectNode variables) {
    var reading = flow.reading(form.key());
    return ExpressionDataAccess.of(
            sql,
            record,
            reading.needs(),
            reading.questions(),
            base,
            data -> values(form, data, variables))
        .invoke(
            evaluationContext ->
                loaded.put(
                    Subject.of(form.key(), record.id()),
                    new ExpressionDataAccess.LoadedRecord(record, evaluationContext)))
        .replaceWithVoid();
  }

  /** Loads what a decision missed. */
  Uni<Void> load(Missing missing, ObjectNode variables) {
    var subject = missing.subject();
    if (missing.step() == null) {
      return record(subject, variables).replaceWithVoid();
    }
    var step = missing.step();
    var each = (Step.ForEach) step.step();
    var around =
        subject == null
            ? Uni.createFrom().item(base.of(values(step.context().form(), null, variables)))
            : record(subject, variables).map(one -> scope(one, subject, step, variables));
    return around
        .chain(
            evaluationContext ->
                ExpressionDataAccess.find(
                    sql,
                    flow.forms().get(each.form()),
                    (Expression.Subquery) step.formula("where").tree(),
                    evaluationContext,
                    each.limit() == 0 ? Step.ForEach.MOST : each.limit()))
        .invoke(ids -> found.put(new Loop(step.key(), subject), ids))
        .replaceWithVoid();
  }

  private Uni<ExpressionDataAccess.LoadedRecord> record(Subject subject, ObjectNode variables) {
    var plain = Subject.of(subject.form(), subject.record());
    if (loaded.containsKey(plain)) {
      return Uni.createFrom().item(loaded.get(plain));
    }
    var form = flow.forms().get(subject.form());
    var reading = flow.reading(subject.form());
    return ExpressionDataAccess.load(
            sql,
            platform,
            form,
            subject.record(),
            reading.needs(),
            reading.questions(),
            data -> values(form, data, variables))
        .invoke(one -> loaded.put(plain, one));
  }

  private VariableValues values(
      CompiledForm form, dev.formwork.core.expression.value.SlotValues data, ObjectNode variables) {
    return new VariableValues(data, form == null ? 0 : form.slots(), flow.variables(), variables);
  }

  /** What expressions see that speak of a record as a whole, such as a trigger's condition. */
  Uni<EvaluationContext> scope(CompiledForm form, Subject subject, ObjectNode variables) {
    return record(subject, variables)
        .map(
            one ->
                one == null
                    ? base.of(values(form, null, variables))
                    : one.scope().of(values(form, one.record().data(), variables)));
  }

  /** What a step's expressions see; everything it needs was loaded. */
  EvaluationContext scope(CompiledStep step, Subject subject, ObjectNode variables) {
    if (subject == null || step.context().form() == null) {
      return base.of(values(step.context().form(), null, variables));
    }
    return scope(known(subject), subject, step, variables);
  }

  private ExpressionDataAccess.LoadedRecord known(Subject subject) {
    var plain = Subject.of(subject.form(), subject.record());
    if (!loaded.containsKey(plain)) {
      throw new Missing(null, plain);
    }
    return loaded.get(plain);
  }

  /** Null when the record is gone. */
  StoredRecord stored(Subject subject) {
    var one = known(subject);
    return one == null ? null : one.record();
  }

  private EvaluationContext scope(
      ExpressionDataAccess.LoadedRecord one,
      Subject subject,
      CompiledStep step,
      ObjectNode variables) {
    var form = step.context().form();
    if (one == null) {
      return base.of(values(form, null, variables));
    }
    var whole = one.scope().of(values(form, one.record().data(), variables));
    if (subject.row() < 0 || step.context().rows() == null) {
      return whole;
    }
    var rows = one.record().data().rows(slot(form, step.context().rows()));
    return subject.row() < rows.size() ? whole.on(rows.get(subject.row())) : whole;
  }

  private static int slot(CompiledForm form, String subform) {
    return form.subforms().stream()
        .filter(one -> one.field().key().value().equals(subform))
        .findFirst()
        .orElseThrow()
        .slot();
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
  public Object value(CompiledStep step, String formula, Subject subject, InstanceState state) {
    var expression = step.formula(formula);
    return expression == null
        ? null
        : expression.program().run(scope(step, subject, state.variables()));
  }

  @Override
  public int rows(CompiledStep step, String subform, Subject subject) {
    var record = subject == null ? null : stored(subject);
    return record == null ? 0 : record.data().rows(slot(step.context().form(), subform)).size();
  }

  @Override
  public List<UUID> records(CompiledStep step, Subject subject, InstanceState state) {
    var loop = new Loop(step.key(), subject);
    if (!found.containsKey(loop)) {
      throw new Missing(step, subject);
    }
    return found.get(loop);
  }

  @Override
  public People people() {
    return people;
  }

  @Override
  public UUID newId() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
