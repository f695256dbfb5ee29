package dev.formwork.core.transfer;

import dev.formwork.core.access.Members;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Finds the records and members that a file names. */
@ApplicationScoped
class ImportNames {

  private final Members members;

  ImportNames(Members members) {
    this.members = members;
  }

  Uni<Map<String, UUID>> members(Workspace workspace) {
    return members
        .of(workspace)
        .map(
            found -> {
              var byName = new HashMap<String, UUID>();
              found.forEach(
                  member -> {
                    byName.put(member.name().toLowerCase(Locale.ROOT), member.id());
                    byName.put(member.login(), member.id());
                  });
              return byName;
            });
  }

  /**
   * @param mentioned titles by the table looked into
   * @return ids by table and title
   */
  Uni<Map<String, Map<String, List<UUID>>>> records(
      SqlClient sql, Map<String, List<String>> mentioned) {
    var found = new HashMap<String, Map<String, List<UUID>>>();
    return Multi.createFrom()
        .iterable(mentioned.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            entry ->
                titles(sql, entry.getKey(), entry.getValue())
                    .invoke(ids -> found.put(entry.getKey(), ids)))
        .collect()
        .asList()
        .replaceWith(found);
  }

  private static Uni<Map<String, List<UUID>>> titles(
      SqlClient sql, String table, List<String> titles) {
    return sql.preparedQuery(
            "SELECT record_title, id FROM "
                + table
                + " WHERE record_title = ANY ($1) AND deleted_at IS NULL")
        .execute(Tuple.tuple(List.<Object>of((Object) titles.toArray(String[]::new))))
        .map(
            rows -> {
              var ids = new HashMap<String, List<UUID>>();
              rows.forEach(
                  row ->
                      ids.computeIfAbsent(row.getString(0), _ -> new ArrayList<>())
                          .add(row.getUUID(1)));
              return ids;
            });
  }

  /** Titles a text may be mapped to: the first thousand. */
  Uni<List<String>> candidates(SqlClient sql, String table) {
    return sql.query(
            "SELECT record_title FROM "
                + table
                + " WHERE deleted_at IS NULL ORDER BY record_title LIMIT 1000")
        .execute()
        .map(
            rows -> {
              var titles = new ArrayList<String>();
              rows.forEach(row -> titles.add(row.getString(0)));
              return titles;
            });
  }
}
