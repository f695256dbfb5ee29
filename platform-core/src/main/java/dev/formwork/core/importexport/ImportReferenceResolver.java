package dev.formwork.core.importexport;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.database.FoldedText;
import dev.formwork.core.database.NameOrder;
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
import java.util.function.Function;
import java.util.function.Supplier;

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
                titles(
                        sql,
                        () -> readable(caller, form, entry.getKey()),
                        List.copyOf(new HashSet<>(entry.getValue())))
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

  /** By the very title; where there is none, by one that differs in case, width or form alone. */
  private static Uni<Map<String, List<UUID>>> titles(
      SqlClient sql, Supplier<SqlBuilder> readable, List<String> titles) {
    var exact = readable.get().append(" AND n.record_title = ANY (");
    exact.bind(titles.toArray(String[]::new), "text[]").append(")");
    return found(sql, exact, Function.identity())
        .chain(
            ids -> {
              var left = titles.stream().filter(title -> !ids.containsKey(title)).toList();
              return left.isEmpty()
                  ? Uni.createFrom().item(ids)
                  : folded(sql, readable.get(), left).map(others -> with(ids, left, others));
            });
  }

  private static Map<String, List<UUID>> with(
      Map<String, List<UUID>> ids, List<String> titles, Map<String, List<UUID>> byFold) {
    for (var title : titles) {
      var found = byFold.get(FoldedText.of(title));
      if (found != null) {
        ids.put(title, found);
      }
    }
    return ids;
  }

  private static Uni<Map<String, List<UUID>>> folded(
      SqlClient sql, SqlBuilder text, List<String> titles) {
    text.append(" AND " + FoldedText.sql("n.record_title") + " = ANY (ARRAY(SELECT ");
    text.append(FoldedText.sql("x") + " FROM unnest(");
    text.bind(titles.toArray(String[]::new), "text[]").append(") x))");
    return found(sql, text, FoldedText::of);
  }

  private static Uni<Map<String, List<UUID>>> found(
      SqlClient sql, SqlBuilder text, Function<String, String> key) {
    return sql.preparedQuery(text.toString())
        .execute(Tuple.tuple(text.parameters()))
        .map(
            rows -> {
              var ids = new HashMap<String, List<UUID>>();
              rows.forEach(
                  row ->
                      ids.computeIfAbsent(key.apply(row.getString(0)), _ -> new ArrayList<>())
                          .add(row.getUUID(1)));
              return ids;
            });
  }

  /** Titles a text may be mapped to: the first thousand the caller may read. */
  Uni<List<String>> candidates(SqlClient sql, Caller caller, CompiledForm form, Column column) {
    var text = readable(caller, form, column.lookupTable());
    text.append(" ORDER BY " + NameOrder.sql("n.record_title") + " LIMIT 1000");
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
