package dev.formwork.workflow.runtime;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.AssignStep;
import dev.formwork.workflow.definition.NoAssigneePolicy;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.SubjectRecord;
import dev.formwork.workflow.engine.TokenQueries;
import dev.formwork.workflow.problem.FlowProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

/**
 * Picks the member who gets a record in an assign step: round robin, or the one with the fewest
 * records.
 */
@ApplicationScoped
class RecordAssigner {

  /** Null when nobody is found, and that is all right. */
  Uni<MemberId> next(
      ExecutionContext executionContext,
      SqlClient sql,
      Instance instance,
      CompiledStep step,
      SubjectRecord subjectRecord,
      EvaluationContext evaluationContext) {
    var assign = (AssignStep) step.step();
    var members =
        TokenQueries.people(
            executionContext.flow(),
            instance,
            executionContext.inputs(),
            step,
            subjectRecord,
            assign.among(),
            "among");
    if (members.isEmpty() && assign.nobody().kind() == NoAssigneePolicy.Kind.ROLE) {
      members = executionContext.inputs().people().inRole(assign.nobody().role());
    }
    if (members.isEmpty() && assign.nobody().kind() == NoAssigneePolicy.Kind.SKIP) {
      return Uni.createFrom().nullItem();
    }
    if (members.isEmpty()) {
      throw Refusal.of(Refusal.Kind.CONFLICT, FlowProblem.TASK_NOBODY);
    }
    var found = members;
    return switch (assign.by()) {
      case TURN -> turn(sql, executionContext.workspace().schema(), instance, step, found);
      case LOAD -> load(sql, step, assign, found, evaluationContext);
    };
  }

  /** Whose turn it is comes after whoever had it last; two at once wait for each other. */
  private static Uni<MemberId> turn(
      SqlClient sql, String schema, Instance instance, CompiledStep step, List<MemberId> members) {
    var place = instance.flow() + "/" + step.key();
    return sql.preparedQuery(
            """
            INSERT INTO "%s".flow_setting AS s (app, flow) VALUES ($1, $2)
            ON CONFLICT (app, flow) DO UPDATE SET paused = s.paused RETURNING turn"""
                .formatted(schema))
        .execute(Tuple.of(instance.app().value(), place))
        .map(
            rows -> {
              int last = members.indexOf(MemberId.of(rows.iterator().next().getUUID(0)));
              return members.get((last + 1) % members.size());
            })
        .call(
            member ->
                sql.preparedQuery(
                        "UPDATE \"%s\".flow_setting SET turn = $3 WHERE app = $1 AND flow = $2"
                            .formatted(schema))
                    .execute(Tuple.of(instance.app().value(), place, member.value())));
  }

  private static Uni<MemberId> load(
      SqlClient sql,
      CompiledStep step,
      AssignStep assign,
      List<MemberId> members,
      EvaluationContext evaluationContext) {
    var form = step.context().form();
    var column = form.column(assign.field()).orElseThrow();
    var statement =
        new SqlBuilder()
            .append("SELECT f.\"" + column.name() + "\", count(*) FROM ")
            .append(form.table().sql())
            .append(" f WHERE f.deleted_at IS NULL AND f.\"" + column.name() + "\" = ANY (");
    statement.bind(MemberId.uuids(members).toArray(UUID[]::new), "uuid[]").append(") AND ");
    CompiledExpression.writeFilter(
        DatabaseStepExecutor.question(step), statement, evaluationContext);
    statement.append(" GROUP BY 1");
    return sql.preparedQuery(statement.toString())
        .execute(Tuple.tuple(statement.parameters()))
        .map(
            rows -> {
              var loads = new HashMap<UUID, Long>();
              rows.forEach(row -> loads.put(row.getUUID(0), row.getLong(1)));
              return members.stream()
                  .min(Comparator.comparing(member -> loads.getOrDefault(member.value(), 0L)))
                  .orElseThrow();
            });
  }
}
