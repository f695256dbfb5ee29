package dev.formwork.core.importexport;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.database.FoldedText;
import dev.formwork.core.database.NameOrder;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.column.ColumnType;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Finds the records and members that a file refers to by name. */
@ApplicationScoped
class ImportReferenceResolver {

  private final Members members;

  ImportReferenceResolver(Members members) {
    this.members = members;
  }

  /** Members by login and name, folded; a login means its owner alone. */
  Uni<Map<String, Set<MemberId>>> members(Workspace workspace) {
    return members
        .of(workspace)
        .map(
            found -> {
              var named = new HashMap<String, Set<MemberId>>();
              found.forEach(
                  member ->
                      named
                          .computeIfAbsent(FoldedText.of(member.name()), _ -> new HashSet<>())
                          .add(member.id()));
              found.forEach(
                  member -> named.put(FoldedText.of(member.login()), Set.of(member.id())));
              return named;
            });
  }

  /**
   * Of the records a caller may read.
   *
   * @param form whose lookups mention them
   * @param mentioned the texts that name them, by where they are
   * @return the records by these texts
   */
  Uni<Map<LookupSource, Map<String, List<RecordRef>>>> records(
      SqlClient sql,
      Caller caller,
      CompiledForm form,
      Map<LookupSource, ? extends Collection<String>> mentioned) {
    var found = new HashMap<LookupSource, Map<String, List<RecordRef>>>();
    return Multi.createFrom()
        .iterable(mentioned.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            entry ->
                records(sql, caller, form, entry.getKey(), entry.getValue())
                    .invoke(records -> found.put(entry.getKey(), records)))
        .collect()
        .asList()
        .replaceWith(found);
  }

  private static Uni<Map<String, List<RecordRef>>> records(
      SqlClient sql,
      Caller caller,
      CompiledForm form,
      LookupSource source,
      Collection<String> mentioned) {
    var texts = List.copyOf(new HashSet<>(mentioned));
    if (texts.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    var type = type(form, source);
    var exact = readable(caller, form, source).append(" AND " + naming(source) + " = ANY (");
    exact.bind(texts.toArray(String[]::new), "text[]");
    exact.append(type == ColumnType.TEXT ? ")" : "::" + type.cast() + "[])");
    var found = found(sql, exact, type, Function.identity());
    return type != ColumnType.TEXT
        ? found
        : found.chain(
            records -> {
              var left = texts.stream().filter(text -> !records.containsKey(text)).toList();
              return left.isEmpty()
                  ? Uni.createFrom().item(records)
                  : folded(sql, readable(caller, form, source), source, left)
                      .map(others -> with(records, left, others));
            });
  }

  /** Where no record has the very text: those that differ in case, width or form alone. */
  private static Uni<Map<String, List<RecordRef>>> folded(
      SqlClient sql, SqlBuilder text, LookupSource source, List<String> texts) {
    text.append(" AND " + FoldedText.sql(naming(source)) + " = ANY (ARRAY(SELECT ");
    text.append(FoldedText.sql("x") + " FROM unnest(");
    text.bind(texts.toArray(String[]::new), "text[]").append(") x))");
    return found(sql, text, ColumnType.TEXT, FoldedText::of);
  }

  private static Map<String, List<RecordRef>> with(
      Map<String, List<RecordRef>> records,
      List<String> texts,
      Map<String, List<RecordRef>> byFold) {
    for (var text : texts) {
      var found = byFold.get(FoldedText.of(text));
      if (found != null) {
        records.put(text, found);
      }
    }
    return records;
  }

  private static Uni<Map<String, List<RecordRef>>> found(
      SqlClient sql, SqlBuilder text, ColumnType type, Function<String, String> key) {
    return sql.preparedQuery(text.toString())
        .execute(Tuple.tuple(text.parameters()))
        .map(
            rows -> {
              var records = new HashMap<String, List<RecordRef>>();
              rows.forEach(
                  row ->
                      records
                          .computeIfAbsent(
                              key.apply(LookupSource.text(type.read(row.getValue(0)))),
                              _ -> new ArrayList<>(1))
                          .add(new RecordRef(row.getUUID(1), row.getString(2))));
              return records;
            });
  }

  private static SqlBuilder readable(Caller caller, CompiledForm form, LookupSource source) {
    var text = new SqlBuilder();
    text.append("SELECT " + naming(source) + ", n.id, n.record_title FROM ");
    text.append(source.table()).append(" n WHERE n.deleted_at IS NULL");
    if (source.field() == null) {
      RecordAccess.writeReadableTitles(text, caller, form, source.table());
    } else {
      RecordAccess.writeReadableValues(text, caller, form, source.table(), source.field());
    }
    return text;
  }

  private static String naming(LookupSource source) {
    return source.field() == null ? "n.record_title" : "n.\"" + source.field() + "\"";
  }

  private static ColumnType type(CompiledForm form, LookupSource source) {
    return source.field() == null
        ? ColumnType.TEXT
        : form.links()
            .formOfTable(source.table())
            .flatMap(found -> found.column(source.field()))
            .orElseThrow()
            .type();
  }

  /** Texts that name records: the first thousand that the caller may read. */
  Uni<List<String>> candidates(
      SqlClient sql, Caller caller, CompiledForm form, LookupSource source) {
    var type = type(form, source);
    var text = readable(caller, form, source);
    text.append(" AND " + naming(source) + " IS NOT NULL ORDER BY ");
    text.append(type == ColumnType.TEXT ? NameOrder.sql(naming(source)) : "1");
    text.append(" LIMIT 1000");
    return sql.preparedQuery(text.toString())
        .execute(Tuple.tuple(text.parameters()))
        .map(
            rows -> {
              var texts = new ArrayList<String>();
              rows.forEach(row -> texts.add(LookupSource.text(type.read(row.getValue(0)))));
              return texts;
            });
  }
}
