package dev.formwork.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.expression.value.ValueType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions become SQL that PostgreSQL answers from an index, not by reading the table. */
@Tag("server")
final class FilterPlanTest {

  private static EmbeddedPostgres postgres;
  private static Connection connection;

  private static final SymbolTable NAMES =
      new SymbolTable() {
        @Override
        public FunctionLibrary library() {
          return BuiltInFunctions.INSTANCE;
        }

        @Override
        public Optional<Reference> field(String name) {
          var type =
              switch (name) {
                case "amount" -> ValueType.NUMBER;
                case "stage" -> ValueType.TEXT;
                case "close_date" -> ValueType.DATE;
                case "closed_at" -> ValueType.DATE_TIME;
                default -> null;
              };
          return Optional.ofNullable(type)
              .map(found -> new Reference.OfRecord(name, 0, name, found, null));
        }

        @Override
        public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
          return Optional.empty();
        }

        @Override
        public List<String> known() {
          return List.of("amount", "stage", "close_date", "closed_at");
        }
      };

  @BeforeAll
  static void a_table_of_a_hundred_thousand_records() throws Exception {
    postgres = EmbeddedPostgres.start();
    connection = postgres.getPostgresDatabase().getConnection();
    try (var statement = connection.createStatement();
        var migration =
            FilterPlanTest.class.getResourceAsStream("/db/control/V2__expressions.sql")) {
      statement.execute("CREATE SCHEMA formwork");
      statement.execute(new String(migration.readAllBytes(), StandardCharsets.UTF_8));
      statement.execute(
          """
          CREATE TABLE deal (id int PRIMARY KEY, amount numeric(19,4), stage text COLLATE "C", close_date date, closed_at timestamptz);
          INSERT INTO deal SELECT i, i, 's' || i % 500, DATE '2000-01-01' + i % 9000, TIMESTAMPTZ '2000-01-01 08:00Z' + i % 9000 * interval '1 day' FROM generate_series(1, 100000) i;
          CREATE INDEX ON deal (amount); CREATE INDEX ON deal (stage); CREATE INDEX ON deal (close_date); CREATE INDEX ON deal (closed_at);
          ANALYZE deal""");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    postgres.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amount > 99990",
        "amount BETWEEN 10 AND 20",
        "stage = \"s7\" AND amount < 5000",
        "stage IN (\"s1\", \"s2\")",
        "close_date = DATE(\"2010-05-01\")",
        "close_date >= \"2024-08-01\"",
        "close_date < DATEADD(DATE(\"2000-01-10\"), -1, \"week\")",
        "amount = ROUND(1234.4) OR amount = 17",
        "closed_at = \"2010-05-01\"",
        "closed_at BETWEEN \"2010-05-01\" AND \"2010-05-03\"",
        "closed_at > DATEADD(DATE(\"2000-01-01\"), 24, \"year\")",
        "TODAY() - 9000 > closed_at AND closed_at IN (\"2000-03-01\", \"2000-04-01\")"
      })
  void an_index_serves_the_condition(String filter) throws Exception {
    var sql = new SqlBuilder().append("EXPLAIN SELECT t.id FROM deal t WHERE ");
    CompiledExpression.of(filter, NAMES)
        .writeCondition(
            sql,
            EvaluationContext.at(
                OffsetDateTime.of(2026, 11, 24, 0, 0, 0, 0, ZoneOffset.UTC), ZoneOffset.UTC, null));
    try (var statement = connection.prepareStatement(sql.toString().replaceAll("\\$[0-9]+", "?"))) {
      for (int i = 0; i < sql.parameters().size(); i++) {
        statement.setObject(i + 1, sql.parameters().get(i));
      }
      var plan = new StringBuilder();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append("\n");
        }
      }
      assertThat(plan.toString()).as(sql.toString()).contains("Index").doesNotContain("Seq Scan");
    }
  }
}
