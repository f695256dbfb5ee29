package dev.formwork.designer.form;

import dev.formwork.core.problem.Problem;
import dev.formwork.designer.form.SchemaPlan.Uniqueness;
import dev.formwork.designer.problem.DesignProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Records that keep a field from becoming unique, by name. */
final class Collisions {

  /** Values of which the records are named. */
  private static final int MOST = 20;

  private Collisions() {}

  /** One problem for each value that several records have, of the first twenty. */
  static Uni<List<Problem>> of(SqlClient sql, Uniqueness wanted) {
    return sql.preparedQuery(
            """
            SELECT string_agg(format('“%%s” (%%s)', t."%1$s", t.record_title), ', ' ORDER BY t.id)
            FROM (SELECT id, record_title, "%1$s", %2$s AS value, row_number() OVER (PARTITION BY %2$s ORDER BY id) AS n
                  FROM %3$s WHERE deleted_at IS NULL AND "%1$s" IS NOT NULL) t
            WHERE n <= 5 GROUP BY value HAVING count(*) > 1 ORDER BY min(t.id::text) LIMIT $1"""
                .formatted(
                    wanted.column().name(),
                    SchemaPlan.unique(wanted.column()),
                    wanted.form().table().sql()))
        .execute(Tuple.of(MOST))
        .map(
            rows -> {
              var problems = new ArrayList<Problem>();
              rows.forEach(row -> problems.add(problem(wanted, row)));
              return problems;
            });
  }

  private static Problem problem(Uniqueness wanted, Row row) {
    return Problem.at(
        wanted.path(),
        DesignProblem.UNIQUE_COLLISION,
        wanted.column().field().title(),
        row.getString(0));
  }
}
