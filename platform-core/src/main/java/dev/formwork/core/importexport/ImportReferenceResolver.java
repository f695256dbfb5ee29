package dev.formwork.core.importexport;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.member.Members;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Finds the records and members that a file refers to by name. */
@ApplicationScoped
class ImportReferenceResolver {

  private final Members members;

  ImportReferenceResolver(Members members) {
    this.members = members;
  }

  /** Members by login and name, in lower case; a login means its owner alone. */
  Uni<Map<String, Set<MemberId>>> members(Workspace workspace) {
    return members
        .of(workspace)
        .map(
            found -> {
              var named = new HashMap<String, Set<MemberId>>();
              found.forEach(
                  member ->
                      named
                          .computeIfAbsent(
                              member.name().toLowerCase(Locale.ROOT), _ -> new HashSet<>())
                          .add(member.id()));
              found.forEach(
                  member ->
                      named.put(member.login().toLowerCase(Locale.ROOT), Set.of(member.id())));
              return named;
            });
  }

  /**
   * Of the records a caller may read.
   *
   * @param form whose lookups mention them
   * @param mentioned titles by the table looked into
   * @return ids by table and title
   */
  Uni<Map<String, Map<String, List<UUID>>>> records(
      SqlClient sql, Caller caller, CompiledForm form, Map<String, List<String>> mentioned) {
    var found = new HashMap<String, Map<String, List<UUID>>>();
    return Multi.createFrom()
        .iterable(mentioned.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            entry ->
                titles(sql, readable(caller, form, entry.getKey()), entry.getValue())
                    .invoke(ids -> found.put(entry.getKey(), ids)))
        .collect()
        .asList()
        .replaceWith(found);
  }

  private static SqlBuilder readable(Caller caller, CompiledForm form, String table) {
    var text = new SqlBuilder();
    text.append("SELECT n.record_title, n.id FROM ").append(table);
    text.append(" n WHERE n.deleted_at IS NULL");
    RecordAccess.writeReadableTitles(text, caller, form, table);
    return text;
  }

  private static Uni<Map<String, List<UUID>>> titles(
      SqlClient sql, SqlBuilder text, List<String> titles) {
    text.append(" AND n.record_title = ANY (").bind(titles.toArray(String[]::new), "text[]");
    return sql.preparedQuery(text.append(")").toString())
        .execute(Tuple.tuple(text.parameters()))
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

  /** Titles a text may be mapped to: the first thousand the caller may read. */
  Uni<List<String>> candidates(SqlClient sql, Caller caller, CompiledForm form, Column column) {
    var text = readable(caller, form, column.lookupTable());
    text.append(" ORDER BY n.record_title LIMIT 1000");
    return sql.preparedQuery(text.toString())
        .execute(Tuple.tuple(text.parameters()))
        .map(
            rows -> {
              var titles = new ArrayList<String>();
              rows.forEach(row -> titles.add(row.getString(0)));
              return titles;
            });
  }
}
