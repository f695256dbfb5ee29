package dev.formwork.core.upkeep;

import dev.formwork.core.job.Job;
import dev.formwork.core.job.JobHandler;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Removes, each night, what {@link Retention} says is kept no longer. */
@ApplicationScoped
class NightlyCleaning implements UpkeepTask, JobHandler {

  private static final Logger LOG = Logger.getLogger(NightlyCleaning.class);

  private static final String KIND = "cleaning";
  private static final LocalTime AT = LocalTime.of(3, 10);

  private final Pool pool;
  private final Workspaces workspaces;

  NightlyCleaning(Pool pool, Workspaces workspaces) {
    this.pool = pool;
    this.workspaces = workspaces;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Uni<Instant> next(Instant after) {
    return Uni.createFrom().item(DailyTime.next(AT, ZoneId.systemDefault(), after));
  }

  @Override
  public Uni<String> begin(SqlClient sql) {
    return Uni.createFrom().item("");
  }

  @Override
  public Uni<Progress> step(Job job) {
    return workspaces
        .all()
        .chain(all -> clean(all.stream().map(Workspace::schema).toList()))
        .invoke(
            removed ->
                LOG.infof("Nightly cleaning removed %s", removed.isEmpty() ? "nothing" : removed))
        .replaceWith(Progress.DONE);
  }

  @Override
  public Uni<Void> failed(Job job, String error) {
    return Uni.createFrom().voidItem();
  }

  /** What a retention removed in one schema. */
  private record Removed(Retention retention, int rows) {}

  /**
   * @param schemas of the workspaces
   * @return how many of each kind went; without those of which none did
   */
  Uni<Map<Retention, Integer>> clean(List<String> schemas) {
    return Multi.createFrom()
        .items(Retention.values())
        .onItem()
        .transformToMultiAndConcatenate(
            retention ->
                Multi.createFrom()
                    .iterable(
                        switch (retention.place()) {
                          case CONTROL -> List.of("formwork");
                          case WORKSPACE -> schemas;
                        })
                    .onItem()
                    .transformToUniAndConcatenate(schema -> clean(retention, schema)))
        .select()
        .where(removed -> removed.rows > 0)
        .collect()
        .with(
            Collectors.toMap(
                Removed::retention,
                Removed::rows,
                Integer::sum,
                () -> new EnumMap<>(Retention.class)));
  }

  /** Some at a time, until fewer went than might have. */
  private Uni<Removed> clean(Retention retention, String schema) {
    var sql = retention.sql('"' + schema + '"');
    return Multi.createBy()
        .repeating()
        .uni(() -> pool.query(sql).execute().map(SqlResult::rowCount))
        .whilst(rows -> rows >= Retention.MOST)
        .collect()
        .with(Collectors.summingInt(Integer::intValue))
        .map(rows -> new Removed(retention, rows));
  }
}
