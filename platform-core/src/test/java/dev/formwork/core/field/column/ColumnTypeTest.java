package dev.formwork.core.field.column;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.record.store.RowReader;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values of every type of column on their way through PostgreSQL, JSON, filters and cursors. */
@Tag("server")
final class ColumnTypeTest {

  private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

  /**
   * A value and how it is seen.
   *
   * @param literal in the expression language
   * @param found what a search finds of it; null: lists are told by their first text
   */
  private record Sample(Object value, String json, String literal, String found) {}

  private static final Map<ColumnType, Sample> SAMPLES = new EnumMap<>(ColumnType.class);

  static {
    SAMPLES.put(
        ColumnType.TEXT, new Sample("a \"b\"", "\"a \\\"b\\\"\"", "\"a \"\"b\"\"\"", "a \"b\""));
    SAMPLES.put(
        ColumnType.NUMBER,
        new Sample(new BigDecimal("-1200.50"), "-1200.5", "-1200.50", "-1200.5"));
    SAMPLES.put(ColumnType.MONEY, new Sample(new BigDecimal("19.9000"), "19.9", "19.9000", "19.9"));
    SAMPLES.put(ColumnType.BOOLEAN, new Sample(true, "true", "TRUE", "true"));
    SAMPLES.put(
        ColumnType.DATE,
        new Sample(LocalDate.of(2026, 2, 28), "\"2026-02-28\"", "\"2026-02-28\"", "2026-02-28"));
    SAMPLES.put(
        ColumnType.DATE_TIME,
        new Sample(
            OffsetDateTime.parse("2026-02-28T09:30:00.123456Z"),
            "\"2026-02-28T09:30:00.123456Z\"",
            "\"2026-02-28T09:30:00.123456Z\"",
            "2026-02-28"));
    SAMPLES.put(
        ColumnType.TIME, new Sample(LocalTime.of(9, 30), "\"09:30\"", "\"09:30\"", "09:30"));
    SAMPLES.put(
        ColumnType.TEXTS, new Sample(List.of("a", "b, c"), "[\"a\",\"b, c\"]", null, "a, b, c"));
    SAMPLES.put(
        ColumnType.MEMBER, new Sample(ID, "\"" + ID + "\"", "\"" + ID + "\"", ID.toString()));
    SAMPLES.put(
        ColumnType.LOOKUP,
        new Sample(
            new RecordRef(ID, "Order 7"),
            "{\"id\":\"" + ID + "\",\"title\":\"Order 7\"}",
            "\"" + ID + "\"",
            ID.toString()));
  }

  private static EmbeddedPostgres postgres;
  private static Vertx vertx;
  private static Pool pool;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    vertx = Vertx.vertx();
    pool =
        new Pool(
            PgBuilder.pool()
                .connectingTo(
                    new PgConnectOptions()
                        .setHost("localhost")
                        .setPort(postgres.getPort())
                        .setDatabase("postgres")
                        .setUser("postgres")
                        .setPassword("postgres"))
                .using(vertx)
                .build());
  }

  @AfterAll
  static void stop() throws Exception {
    pool.closeAndAwait();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    postgres.close();
  }

  @Test
  void every_type_is_exercised() {
    assertThat(SAMPLES).containsOnlyKeys(ColumnType.values());
  }

  @ParameterizedTest
  @EnumSource
  void a_value_comes_back_from_the_table_as_it_went_in(ColumnType type) {
    var table = "of_" + type.name().toLowerCase(java.util.Locale.ROOT);
    run("CREATE TABLE %s (id int, x %s)".formatted(table, type.ddl()), Tuple.tuple());
    var insert = "INSERT INTO %s (id, x) VALUES ($1, $2::%s)".formatted(table, type.cast());
    var value = SAMPLES.get(type).value();
    run(insert, Tuple.tuple().addInteger(1).addValue(type.bind(value)));
    run(insert, Tuple.tuple().addInteger(2).addValue(type.bind(null)));

    var rows = run("SELECT x, id FROM " + table + " ORDER BY id", Tuple.tuple()).iterator();
    assertThat(RowReader.plain(type, rows.next(), 0)).isEqualTo(value);
    assertThat(RowReader.plain(type, rows.next(), 0)).isNull();

    var name =
        run(
            "SELECT udt_name::text FROM information_schema.columns WHERE table_name = $1 AND column_name = 'x'",
            Tuple.of(table));
    assertThat(name.iterator().next().getString(0)).isEqualTo(type.catalogName());
    var found =
        run("SELECT " + type.searchSql("x") + " FROM " + table + " WHERE id = 1", Tuple.tuple());
    assertThat(found.iterator().next().getString(0)).startsWith(SAMPLES.get(type).found());
  }

  @ParameterizedTest
  @EnumSource
  void a_value_is_written_as_json_and_as_a_literal(ColumnType type) throws Exception {
    var sample = SAMPLES.get(type);
    var out = new StringWriter();
    try (var json = new JsonFactory().createGenerator(out)) {
      type.write(json, sample.value());
    }
    assertThat(out.toString()).isEqualTo(sample.json());
    if (sample.literal() != null) {
      assertThat(type.literal(sample.value())).isEqualTo(sample.literal());
    }
    var schema = JsonMapper.builder().build().createObjectNode();
    type.describe(schema);
    assertThat(schema.path("type").toString()).contains("\"null\"");
  }

  @ParameterizedTest
  @EnumSource
  void a_sorted_list_goes_on_behind_a_value(ColumnType type) {
    if (type.isSortable() && type != ColumnType.LOOKUP) {
      var value = SAMPLES.get(type).value();
      assertThat(type.parse(value.toString())).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @EnumSource
  void results_of_expressions_become_values(ColumnType type) {
    var value = SAMPLES.get(type).value();
    assertThat(type.fit(value, ZoneId.of("UTC"))).isEqualTo(value);
    assertThat(type.fit(null, ZoneId.of("UTC"))).isNull();
    assertThat(type.comparisons()).isNotEmpty();
  }

  @Test
  void results_that_are_not_quite_of_the_type_are_made_to_fit() {
    var zone = ZoneId.of("Asia/Shanghai");
    assertThat(ColumnType.DATE_TIME.fit(LocalDate.of(2026, 1, 2), zone))
        .isEqualTo(OffsetDateTime.parse("2026-01-02T00:00:00+08:00"));
    assertThat(ColumnType.TEXT.fit(new BigDecimal("1.50"), zone)).isEqualTo("1.5");
    assertThat(ColumnType.TEXTS.fit(new BigDecimal("1.50"), zone)).isEqualTo(List.of("1.5"));
    assertThat(ColumnType.MEMBER.fit(ID.toString(), zone)).isEqualTo(ID);
    assertThat(ColumnType.LOOKUP.fit(ID, zone)).isEqualTo(new RecordRef(ID, null));
  }

  private static io.vertx.mutiny.sqlclient.RowSet<io.vertx.mutiny.sqlclient.Row> run(
      String sql, Tuple parameters) {
    return pool.preparedQuery(sql).executeAndAwait(parameters);
  }
}
