package dev.formwork.designer.form;

import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.problem.Refusal;
import dev.formwork.designer.form.TypeChanges.Effect;
import dev.formwork.designer.form.TypeChanges.TypeChange;
import dev.formwork.designer.problem.DesignProblem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What becomes of the values of one field whose type changes, in the transaction that publishes the
 * new type.
 *
 * @param pairs the different values that become others
 */
record ColumnConversion(TypeChange change, List<Pair> pairs) {

  /** The table of the pairs, while they are used. */
  static final String PAIRS = "converted_values";

  /** Pairs that one statement takes. */
  private static final int PART = 5_000;

  /** Texts that the column's type reads. */
  record Pair(String was, String becomes) {}

  boolean changesValues() {
    return !pairs.isEmpty() || change.replaced() != null;
  }

  /** Fails as a conflict when somebody wrote another value meanwhile. */
  Uni<Void> run(Mutiny.Session session) {
    return Uni.createFrom()
        .voidItem()
        .chain(() -> pairs.isEmpty() ? Uni.createFrom().voidItem() : convert(session))
        .chain(() -> requireNothingLeft(session))
        .chain(() -> drop(session));
  }

  /** In one statement, however many there are, since each reads the whole table. */
  private Uni<Void> convert(Mutiny.Session session) {
    return execute(session, "CREATE TEMPORARY TABLE %s (was text, becomes text)".formatted(PAIRS))
        .chain(
            () ->
                Multi.createFrom()
                    .items(parts())
                    .onItem()
                    .transformToUniAndConcatenate(part -> add(session, part))
                    .collect()
                    .asList())
        .chain(() -> execute(session, "ANALYZE " + PAIRS))
        .chain(() -> execute(session, sql()))
        .chain(() -> execute(session, "DROP TABLE " + PAIRS));
  }

  private static Uni<Integer> add(Mutiny.Session session, List<Pair> part) {
    return session
        .createNativeQuery(
            "INSERT INTO %s SELECT * FROM jsonb_to_recordset(CAST(CAST(?1 AS text) AS jsonb)) AS v(was text, becomes text)"
                .formatted(PAIRS))
        .setParameter(1, DefinitionJson.write(part))
        .executeUpdate();
  }

  private static Uni<Void> execute(Mutiny.Session session, String sql) {
    return session.createNativeQuery(sql).executeUpdate().replaceWithVoid();
  }

  private Stream<List<Pair>> parts() {
    return Stream.iterate(0, begin -> begin < pairs.size(), begin -> begin + PART)
        .map(begin -> pairs.subList(begin, Math.min(pairs.size(), begin + PART)));
  }

  private String sql() {
    var becomes = change.after().type();
    return change.replaced() != null
        ? change.replaced().fill(becomes)
        : inPlace(becomes).formatted(change.own().sql(), change.after().name());
  }

  private static String inPlace(ColumnType type) {
    return type == ColumnType.TEXTS
        ? """
        UPDATE %1$s AS t SET "%2$s" = (
          SELECT array_agg(coalesce(v.becomes, u.value) ORDER BY u.place)
          FROM unnest(t."%2$s") WITH ORDINALITY AS u(value, place)
          LEFT JOIN converted_values v ON v.was = u.value)
        WHERE t."%2$s" && ARRAY(SELECT was FROM converted_values)"""
        : """
        UPDATE %1$s AS t SET "%2$s" = v.becomes
        FROM converted_values v WHERE t."%2$s" = v.was""";
  }

  private Uni<Void> requireNothingLeft(Mutiny.Session session) {
    return change.effect() != Effect.READ
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(change.replaced().countLeft(), Long.class)
            .getSingleResult()
            .invoke(
                left -> {
                  if (left > 0) {
                    throw Refusal.of(Refusal.Kind.CONFLICT, DesignProblem.SCHEMA_BUSY);
                  }
                })
            .replaceWithVoid();
  }

  private Uni<Void> drop(Mutiny.Session session) {
    return change.replaced() == null
        ? Uni.createFrom().voidItem()
        : execute(session, change.replaced().drop());
  }
}
