package dev.formwork.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.expression.syntax.ExpressionProblem;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.expression.value.SlotValues;
import dev.formwork.core.expression.value.ValueType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * One record with rows and a lookup, in the JVM and in a PostgreSQL of its own, on which formulas
 * are tried: what they give is the same in both.
 */
final class FormulaBench implements AutoCloseable {

  static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-23T20:00:00Z");
  private static final UUID RECORD = new UUID(3, 0);
  private static final UUID CUSTOMER = new UUID(7, 1);

  private record Known(ValueType type, Object value) {}

  /** Nothing is set in those without a value. */
  private static final Map<String, Known> FIELDS = new LinkedHashMap<>();

  private static final Map<String, Known> TARGET = new LinkedHashMap<>();
  private static final Map<String, ValueType> COLUMNS = new LinkedHashMap<>();
  private static final List<List<Object>> ROWS = new ArrayList<>();

  static {
    FIELDS.put("day", new Known(ValueType.DATE, LocalDate.parse("2026-03-05")));
    // 23:30 on 31 March in Shanghai.
    FIELDS.put("at", new Known(ValueType.DATE_TIME, moment("2026-03-31T15:30:00Z")));
    FIELDS.put("begins", new Known(ValueType.TIME, LocalTime.of(9, 5)));
    FIELDS.put("flag", new Known(ValueType.BOOLEAN, null));
    FIELDS.put("done", new Known(ValueType.BOOLEAN, true));
    FIELDS.put("amount", new Known(ValueType.NUMBER, new BigDecimal("1234.5")));
    FIELDS.put("missing", new Known(ValueType.NUMBER, null));
    FIELDS.put("title", new Known(ValueType.TEXT, "Pump"));
    FIELDS.put("stage", new Known(ValueType.TEXT, "won"));
    FIELDS.put("tags", new Known(ValueType.TEXTS, List.of("vip")));
    FIELDS.put("owner", new Known(ValueType.MEMBER, RandomRecords.MEMBERS.get(1)));
    FIELDS.put("phase", new Known(ValueType.TEXT, "won"));
    FIELDS.put("kind", new Known(ValueType.TEXT, "b"));
    FIELDS.put("unchosen", new Known(ValueType.TEXT, null));
    FIELDS.put("memo", new Known(ValueType.TEXT, null));
    FIELDS.put("nobody", new Known(ValueType.MEMBER, null));
    FIELDS.put(
        "team", new Known(ValueType.DEPARTMENT, RandomPeople.PEOPLE.departmentNamed("North")));
    FIELDS.put("no_day", new Known(ValueType.DATE, null));
    FIELDS.put("no_moment", new Known(ValueType.DATE_TIME, null));
    FIELDS.put("no_time", new Known(ValueType.TIME, null));
    FIELDS.put("no_tags", new Known(ValueType.TEXTS, null));
    FIELDS.put("loss", new Known(ValueType.NUMBER, new BigDecimal("-7.5")));
    FIELDS.put("seven", new Known(ValueType.NUMBER, new BigDecimal("7")));
    FIELDS.put("text_day", new Known(ValueType.TEXT, "2026-03-05"));
    // The nights in New York when the clock goes forward and back: 1:59 to 3:00, and 1:30 twice.
    FIELDS.put("forward", new Known(ValueType.DATE_TIME, moment("2026-03-08T06:59:00Z")));
    FIELDS.put("back", new Known(ValueType.DATE_TIME, moment("2026-11-01T06:30:00Z")));
    FIELDS.put(
        "customer",
        new Known(ValueType.RECORD, new RecordRef(CUSTOMER, "ACME 泵业", Map.of("tier", "gold"))));
    FIELDS.put("account", new Known(ValueType.RECORD, null));
    TARGET.put("tier", new Known(ValueType.TEXT, "gold"));
    COLUMNS.put("product", ValueType.TEXT);
    COLUMNS.put("quantity", ValueType.NUMBER);
    COLUMNS.put("state", ValueType.TEXT);
    COLUMNS.put("checked", ValueType.BOOLEAN);
    COLUMNS.put("shipped", ValueType.DATE);
    COLUMNS.put("sent", ValueType.DATE_TIME);
    ROWS.add(row("Cable", "2", "new", null, "2026-03-05", "2026-03-31T15:30:00Z"));
    ROWS.add(row("Router", null, "used", true, null, "2026-03-31T16:30:00Z"));
    ROWS.add(row("Cable", "3", null, false, "2026-03-31", null));
  }

  private static final Map<String, List<SymbolTable.Choice>> CHOICES =
      Map.of(
          "stage",
          List.of(choice("open", "Open", "进行中"), choice("won", "Won", "赢单")),
          "unchosen",
          List.of(choice("open", "Open", "进行中"), choice("won", "Won", "赢单")),
          "phase",
          List.of(choice("won", "Closed", "已关闭"), choice("late", "Late", "迟到")),
          "kind",
          List.of(choice("a", "Type A", "甲类"), choice("b", "Type B", "乙类")),
          "tags",
          List.of(choice("vip", "Very important", "重要"), choice("new", "New", "新客户")),
          "no_tags",
          List.of(choice("vip", "Very important", "重要")),
          "tier",
          List.of(choice("gold", "Gold", "金"), choice("silver", "Silver", "银")),
          "state",
          List.of(choice("new", "New", "全新"), choice("used", "Used", "二手")));

  static final SymbolTable NAMES =
      new SymbolTable() {
        @Override
        public FunctionLibrary library() {
          return BuiltInFunctions.INSTANCE;
        }

        @Override
        public Optional<Reference> field(String name) {
          if (name.equals("lines")) {
            return Optional.of(new Reference.Rows("lines", FIELDS.size(), "s.lines"));
          }
          int slot = List.copyOf(FIELDS.keySet()).indexOf(name);
          return slot < 0
              ? Optional.empty()
              : Optional.of(
                  new Reference.OfRecord(
                      name,
                      slot,
                      name,
                      FIELDS.get(name).type(),
                      FIELDS.get(name).type() == ValueType.RECORD ? "s.target" : null));
        }

        @Override
        public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
          int slot = List.copyOf(COLUMNS.keySet()).indexOf(name);
          return slot < 0
              ? Optional.empty()
              : Optional.of(
                  new Reference.OfRow("lines", name, slot, name, COLUMNS.get(name), null));
        }

        @Override
        public Optional<Reference.OfTarget> through(Reference lookup, String name) {
          return Optional.ofNullable(TARGET.get(name))
              .map(
                  known ->
                      new Reference.OfTarget("target", "s.target", name, name, known.type(), null));
        }

        @Override
        public List<Choice> choices(Reference reference) {
          return CHOICES.getOrDefault(reference.key(), List.of());
        }

        @Override
        public List<String> known() {
          return List.copyOf(FIELDS.keySet());
        }
      };

  private final EmbeddedPostgres postgres;
  private final Connection connection;

  private FormulaBench() throws Exception {
    postgres = EmbeddedPostgres.start();
    connection = postgres.getPostgresDatabase().getConnection();
    try (var statement = connection.createStatement();
        var migration = FormulaBench.class.getResourceAsStream("/db/control/V2__expressions.sql")) {
      statement.execute("CREATE SCHEMA formwork; CREATE SCHEMA s");
      statement.execute(new String(migration.readAllBytes(), StandardCharsets.UTF_8));
      statement.execute(
          "CREATE TABLE s.rec (id uuid, "
              + columns(FIELDS.keySet(), FIELDS.values().stream().map(Known::type).toList())
              + "); CREATE TABLE s.lines (parent uuid, position int, "
              + columns(COLUMNS.keySet(), COLUMNS.values())
              + "); CREATE TABLE s.target (id uuid, record_title text, tier text)");
    }
    insert("s.target", List.of(CUSTOMER, "ACME 泵业", "gold"));
    insert("s.rec", FIELDS.values().stream().map(Known::value).toList(), RECORD);
    for (int i = 0; i < ROWS.size(); i++) {
      insert("s.lines", ROWS.get(i), RECORD, i);
    }
  }

  static FormulaBench start() throws Exception {
    return new FormulaBench();
  }

  private static String columns(Collection<String> names, Collection<ValueType> types) {
    var casts = types.iterator();
    return names.stream()
        .map(name -> name + " " + casts.next().cast())
        .collect(Collectors.joining(", "));
  }

  private void insert(String table, List<?> values, Object... before) throws SQLException {
    var all = new ArrayList<Object>(Arrays.asList(before));
    all.addAll(values);
    var places = String.join(", ", all.stream().map(_ -> "?").toList());
    try (var statement =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (" + places + ")")) {
      for (int i = 0; i < all.size(); i++) {
        statement.setObject(i + 1, stored(all.get(i)));
      }
      statement.execute();
    }
  }

  private Object stored(Object value) throws SQLException {
    return switch (value) {
      case List<?> texts -> connection.createArrayOf("text", texts.toArray());
      case RecordRef record -> record.id();
      case LocalDate[] days -> connection.createArrayOf("date", days);
      case String[] texts -> connection.createArrayOf("text", texts);
      case null -> null;
      default -> value;
    };
  }

  @Override
  public void close() throws SQLException, IOException {
    connection.close();
    postgres.close();
  }

  /** What a formula gives, as text; the same in both back ends, if it has an SQL form. */
  String run(String source) throws Exception {
    return run(source, SHANGHAI);
  }

  String run(String source, ZoneId zone) throws Exception {
    var expression = CompiledExpression.of(source, NAMES);
    var inJvm = inJvm(expression, zone);
    if (expression.withoutSql().isEmpty()) {
      assertThat(inPostgres(expression, zone)).as("%s in PostgreSQL", source).isEqualTo(inJvm);
      if (expression.type() == ValueType.BOOLEAN) {
        assertThat(filtered(expression, zone)).as("%s as a filter", source).isEqualTo(inJvm);
      }
    }
    return inJvm;
  }

  /** The sentence about the first mistake in a formula. */
  static String mistake(String source) {
    return mistake(source, Locale.ENGLISH);
  }

  static String mistake(String source, Locale language) {
    try {
      CompiledExpression.of(source, NAMES);
      throw new AssertionError("Was taken: " + source);
    } catch (CompiledExpression.InvalidExpression e) {
      ExpressionProblem first = e.problem();
      return first.in("").message(language);
    }
  }

  static String inJvm(CompiledExpression expression, ZoneId zone) {
    var values = FIELDS.values().stream().map(Known::value).toList();
    var rows = ROWS.stream().map(row -> (SlotValues) row::get).toList();
    SlotValues record = slot -> slot == values.size() ? rows : values.get(slot);
    return CompiledExpression.text(expression.program().run(context(zone).of(record)));
  }

  private static EvaluationContext context(ZoneId zone) {
    return EvaluationContext.at(NOW, zone, RandomRecords.MEMBERS.get(0))
        .about(new RecordMetadata(RECORD, 1, NOW, null, NOW, null))
        .among(RandomPeople.PEOPLE);
  }

  String inPostgres(CompiledExpression expression, ZoneId zone) throws SQLException {
    var sql = new SqlBuilder().append("SELECT ");
    expression.writeSql(sql, context(zone));
    sql.append(" FROM s.rec t");
    try (var statement = prepared(sql);
        var rows = statement.executeQuery()) {
      rows.next();
      return CompiledExpression.text(
          switch (expression.type()) {
            case NUMBER -> rows.getBigDecimal(1);
            case DATE -> rows.getObject(1, LocalDate.class);
            case DATE_TIME -> rows.getObject(1, OffsetDateTime.class);
            case TIME -> rows.getObject(1, LocalTime.class);
            case BOOLEAN -> rows.getObject(1);
            case MEMBER, DEPARTMENT, RECORD -> rows.getObject(1, UUID.class);
            case TEXTS, NUMBERS, DATES, MOMENTS ->
                rows.getArray(1) == null
                    ? null
                    : Arrays.asList((Object[]) rows.getArray(1).getArray());
            case NOTHING, TEXT, ROWS -> rows.getString(1);
          });
    }
  }

  private String filtered(CompiledExpression expression, ZoneId zone) throws SQLException {
    var sql = new SqlBuilder().append("SELECT count(*) > 0 FROM s.rec t WHERE ");
    expression.writeCondition(sql, context(zone));
    try (var statement = prepared(sql);
        var rows = statement.executeQuery()) {
      rows.next();
      return String.valueOf(rows.getBoolean(1));
    }
  }

  private PreparedStatement prepared(SqlBuilder sql) throws SQLException {
    var statement =
        connection.prepareStatement(
            sql.toString().replaceAll("\\$[0-9]+", Matcher.quoteReplacement("?")));
    for (int i = 0; i < sql.parameters().size(); i++) {
      statement.setObject(i + 1, stored(sql.parameters().get(i)));
    }
    return statement;
  }

  private static OffsetDateTime moment(String text) {
    return OffsetDateTime.parse(text);
  }

  private static SymbolTable.Choice choice(String key, String... titles) {
    return new SymbolTable.Choice(key, List.of(titles));
  }

  private static List<Object> row(
      String product, String quantity, String state, Boolean checked, String day, String sent) {
    return Arrays.asList(
        product,
        quantity == null ? null : new BigDecimal(quantity),
        state,
        checked,
        day == null ? null : LocalDate.parse(day),
        sent == null ? null : moment(sent));
  }
}
