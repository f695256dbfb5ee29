package dev.formwork.core.workspace.calendar;

import dev.formwork.core.access.Caller;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.organization.Organizations;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.definition.DefinitionChannel;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Each workspace's time: its zone, the days it does not work, and the weekend days it works
 * instead. Begins with the server's zone and the public holidays of mainland China; administrators
 * change them.
 */
@ApplicationScoped
public class WorkCalendars {

  private static final String SHIPPED = "/dev/formwork/core/calendars/cn.csv";

  /**
   * A day that is not like its weekday.
   *
   * @param works a weekend day that is worked; otherwise a day off
   * @param name what for
   */
  public record SpecialDay(LocalDate day, boolean works, String name) {}

  private final Pool pool;

  WorkCalendars(Pool pool) {
    this.pool = pool;
  }

  /** What expressions go by. */
  public Uni<WorkCalendar> of(Workspace workspace) {
    return zone(workspace).chain(zone -> days(workspace).map(days -> calendar(days, zone)));
  }

  private static WorkCalendar calendar(List<SpecialDay> days, ZoneId zone) {
    return new WorkCalendar(
        days.stream().filter(day -> !day.works()).map(SpecialDay::day).collect(Collectors.toSet()),
        days.stream().filter(SpecialDay::works).map(SpecialDay::day).collect(Collectors.toSet()),
        zone);
  }

  /** In which its days begin; the server's, until someone chose one. */
  public Uni<ZoneId> zone(Workspace workspace) {
    return Organizations.zone(pool, workspace.id());
  }

  /** Sets the zone of the caller's workspace; all nodes hear of it. */
  public Uni<Void> setZone(Caller caller, ZoneId zone) {
    caller.requireDesigning();
    return pool.withTransaction(
        sql ->
            sql.preparedQuery("UPDATE formwork.workspace SET zone = $2 WHERE id = $1")
                .execute(Tuple.of(caller.workspace().id(), zone.getId()))
                .chain(() -> DefinitionChannel.announceAll(sql, caller.workspace()))
                .chain(() -> Organizations.announce(sql, caller.workspace().id())));
  }

  /** In the order of the calendar; those shipped, until someone changed any. */
  public Uni<List<SpecialDay>> days(Workspace workspace) {
    return pool.preparedQuery(
            """
            SELECT d.day, d.works, d.name, w.own_days FROM formwork.workspace w
            LEFT JOIN formwork.work_day d ON d.workspace_id = w.id WHERE w.id = $1 ORDER BY d.day""")
        .execute(Tuple.of(workspace.id()))
        .map(
            rows -> {
              if (!rows.iterator().next().getBoolean(3)) {
                return shipped();
              }
              var days = new ArrayList<SpecialDay>();
              for (var row : rows) {
                if (row.getLocalDate(0) != null) {
                  days.add(
                      new SpecialDay(row.getLocalDate(0), row.getBoolean(1), row.getString(2)));
                }
              }
              return days;
            });
  }

  /** Replaces the special days of the caller's workspace; all nodes hear of it. */
  public Uni<Void> replace(Caller caller, List<SpecialDay> days) {
    caller.requireDesigning();
    var tuples =
        days.stream()
            .map(day -> Tuple.of(caller.workspace().id(), day.day(), day.works(), day.name()))
            .toList();
    return pool.withTransaction(
        sql ->
            sql.preparedQuery("DELETE FROM formwork.work_day WHERE workspace_id = $1")
                .execute(Tuple.of(caller.workspace().id()))
                .chain(
                    () ->
                        tuples.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : sql.preparedQuery(
                                    "INSERT INTO formwork.work_day (workspace_id, day, works, name) VALUES ($1, $2, $3, $4)")
                                .executeBatch(tuples)
                                .replaceWithVoid())
                .chain(
                    () ->
                        sql.preparedQuery(
                                "UPDATE formwork.workspace SET own_days = true WHERE id = $1")
                            .execute(Tuple.of(caller.workspace().id())))
                .chain(() -> DefinitionChannel.announceAll(sql, caller.workspace())));
  }

  /** The public holidays of mainland China, as the State Council announced them. */
  static List<SpecialDay> shipped() {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                WorkCalendars.class.getResourceAsStream(SHIPPED), StandardCharsets.UTF_8))) {
      return in.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(",", 3))
          .map(
              parts -> new SpecialDay(LocalDate.parse(parts[0]), parts[1].equals("work"), parts[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
