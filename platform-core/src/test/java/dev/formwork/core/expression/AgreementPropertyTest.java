package dev.formwork.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.expression.value.LinkedRecord;
import dev.formwork.core.expression.value.ValueType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One meaning, two back ends: random typed expressions on random records give the same in the JVM
 * and in PostgreSQL. Each try runs one expression on {@value #RECORDS} records. A failure names its
 * seed and turn: {@code -Dformwork.agreement.seed=N -Dformwork.agreement.turn=M
 * -Dformwork.agreement.tries=1} plays it again.
 */
@Tag("server")
final class AgreementPropertyTest {

  private static final int RECORDS = 25;
  private static final int TRIES = Integer.getInteger("formwork.agreement.tries", 300);

  /** Another one each time, so that every run looks elsewhere. */
  private static final long SEED =
      Long.getLong("formwork.agreement.seed", System.currentTimeMillis());

  private static final int FIRST_TURN = Integer.getInteger("formwork.agreement.turn", 0);

  private static EmbeddedPostgres postgres;
  private static Connection connection;
  private static List<RandomRecords.Stored> records;
  private static final Set<String> called = new TreeSet<>();

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    connection = postgres.getPostgresDatabase().getConnection();
    try (var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA formwork; SET search_path = formwork");
      migrate(statement, "V1__control_plane");
      migrate(statement, "V2__expressions");
      migrate(statement, "V5__organization_and_permissions");
      statement.execute("RESET search_path");
    }
    RandomPeople.store(connection);
    records = RandomRecords.store(connection, new Random(20261124), RECORDS);
  }

  private static void migrate(Statement statement, String name) throws Exception {
    try (var migration =
        AgreementPropertyTest.class.getResourceAsStream("/db/control/" + name + ".sql")) {
      statement.execute(new String(migration.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    postgres.close();
  }

  @Test
  void the_jvm_and_postgresql_agree() throws Exception {
    for (int i = 0; i < TRIES; i++) {
      long seed = SEED + i;
      int turn = FIRST_TURN + i;
      try {
        agree(turn, new Random(seed));
      } catch (AssertionError e) {
        throw new AssertionError("Seed " + seed + ", turn " + turn + ": " + e.getMessage(), e);
      }
    }
    if (TRIES > 1) {
      everyFunctionWasCalled();
    }
  }

  private static void everyFunctionWasCalled() {
    var silent = new TreeSet<String>();
    BuiltInFunctions.INSTANCE.all().stream()
        .filter(ExpressionFunction::hasSql)
        .map(ExpressionFunction::name)
        .filter(name -> !called.contains(name))
        .forEach(silent::add);
    assertThat(silent).as("functions with an SQL form that no random expression called").isEmpty();
  }

  private static void agree(int turn, Random random) throws Exception {
    var source = new RandomExpressions(random).any(turn);
    CompiledExpression expression;
    try {
      expression = CompiledExpression.of(source, RandomRecords.NAMES);
    } catch (CompiledExpression.InvalidExpression e) {
      if (source.contains("EMPTY")) {
        // What has no type of its own may leave open which list is meant.
        return;
      }
      throw new AssertionError(
          "The generator makes valid expressions: " + source + "\n" + e.problem(), e);
    }
    TypeChecker.all(expression.tree())
        .forEach(
            part -> {
              switch (part) {
                case Expression.Call call -> called.add(call.function().name());
                case Expression.AggregateCall aggregateCall ->
                    called.add(aggregateCall.function().name());
                case Expression.Subquery subquery -> called.add(subquery.function().name());
                default -> {}
              }
            });
    var zone =
        ZoneId.of(RandomExpressions.pick(random, "UTC", "Asia/Shanghai", "America/New_York"));
    var evaluationContext =
        EvaluationContext.at(
                OffsetDateTime.parse("2026-03-31T17:30:00Z").plusHours(random.nextInt(20_000)),
                zone,
                RandomRecords.MEMBERS.get(random.nextInt(3)))
            .working(RandomRecords.CALENDAR)
            .among(RandomPeople.PEOPLE);
    var inPostgres = postgres(expression, evaluationContext);
    for (int i = 0; i < records.size(); i++) {
      var stored = records.get(i);
      var here =
          evaluationContext
              .of(stored.values())
              .about(stored.facts())
              .knowing(answers(evaluationContext, stored));
      var inJvm = plain(expression.program().run(here));
      assertThat(inPostgres.get(i))
          .as(
              "%s%n on record %d: %s%n in zone %s%n by %s",
              source, i, stored.values(), zone, sql(expression, evaluationContext))
          .isEqualTo(inJvm);
    }
  }

  private static SubqueryValues answers(
      EvaluationContext evaluationContext, RandomRecords.Stored stored) {
    return question -> {
      var sql = new SqlBuilder();
      sql.append("SELECT ");
      CompiledExpression.writeAnswer(
          question, sql, evaluationContext.of(stored.values()).about(stored.facts()));
      try (var statement = prepared(sql);
          var rows = statement.executeQuery()) {
        rows.next();
        return value(rows, 1, question.type());
      } catch (SQLException e) {
        throw new IllegalStateException(sql + " " + sql.parameters(), e);
      }
    };
  }

  private static SqlBuilder sql(
      CompiledExpression expression, EvaluationContext evaluationContext) {
    var sql = new SqlBuilder();
    sql.append("SELECT ");
    expression.writeSql(sql, evaluationContext);
    return sql.append(" FROM s.rec t ORDER BY t.position");
  }

  private static List<Object> postgres(
      CompiledExpression expression, EvaluationContext evaluationContext) throws SQLException {
    var sql = sql(expression, evaluationContext);
    var values = new ArrayList<Object>();
    try (var statement = prepared(sql);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        values.add(plain(value(rows, 1, expression.type())));
      }
    } catch (SQLException e) {
      throw new AssertionError(expression.source() + "\n" + sql + " " + sql.parameters(), e);
    }
    return values;
  }

  private static PreparedStatement prepared(SqlBuilder sql) throws SQLException {
    var statement =
        connection.prepareStatement(
            sql.toString().replaceAll("\\$[0-9]+", Matcher.quoteReplacement("?")));
    for (int i = 0; i < sql.parameters().size(); i++) {
      statement.setObject(i + 1, parameter(sql.parameters().get(i)));
    }
    return statement;
  }

  private static Object parameter(Object value) throws SQLException {
    return switch (value) {
      case LocalDate[] days -> connection.createArrayOf("date", days);
      case String[] texts -> connection.createArrayOf("text", texts);
      case null -> null;
      default -> value;
    };
  }

  private static Object value(ResultSet rows, int at, ValueType type) throws SQLException {
    return switch (type) {
      case TEXT, NOTHING, ROWS -> rows.getString(at);
      case NUMBER -> rows.getBigDecimal(at);
      case BOOLEAN -> {
        boolean truth = rows.getBoolean(at);
        yield rows.wasNull() ? null : truth;
      }
      case DATE -> rows.getObject(at, LocalDate.class);
      case DATE_TIME -> rows.getObject(at, OffsetDateTime.class);
      case TIME -> rows.getObject(at, LocalTime.class);
      case MEMBER, DEPARTMENT, RECORD -> rows.getObject(at, UUID.class);
      case TEXTS, NUMBERS, DATES, MOMENTS -> list(rows.getArray(at));
    };
  }

  private static Object list(Array array) throws SQLException {
    if (array == null) {
      return null;
    }
    return Arrays.stream((Object[]) array.getArray())
        .map(
            item ->
                switch (item) {
                  case java.sql.Date date -> date.toLocalDate();
                  case java.sql.Timestamp moment ->
                      moment.toInstant().atOffset(java.time.ZoneOffset.UTC);
                  default -> item;
                })
        .toList();
  }

  /** Values without what does not count: trailing zeros, offsets, what a record is called. */
  private static Object plain(Object value) {
    return switch (value) {
      case BigDecimal number ->
          number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
      case OffsetDateTime moment -> moment.toInstant().truncatedTo(ChronoUnit.MICROS);
      case LinkedRecord record -> record.id();
      case List<?> list -> list.stream().map(AgreementPropertyTest::plain).toList();
      case null -> null;
      default -> value;
    };
  }
}
