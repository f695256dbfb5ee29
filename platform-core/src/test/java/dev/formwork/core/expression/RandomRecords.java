package dev.formwork.core.expression;

import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.expression.value.LinkedRecord;
import dev.formwork.core.expression.value.SlotValues;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Records with everything that goes wrong: empties, extremes, Chinese, emoji, quotes, zones. */
final class RandomRecords {

  static final List<UUID> MEMBERS = List.of(new UUID(1, 1), new UUID(1, 2), new UUID(1, 3));

  static final WorkCalendar CALENDAR =
      new WorkCalendar(
          Set.of(LocalDate.parse("2026-10-01"), LocalDate.parse("2026-10-02")),
          Set.of(LocalDate.parse("2026-10-10")),
          ZoneOffset.UTC);

  /** A record as the JVM sees it; the table {@code s.rec} has the same. */
  record Stored(SlotValues values, RecordMetadata facts) {}

  private record Customer(UUID id, String title, Map<String, Object> fields)
      implements LinkedRecord {
    @Override
    public Object seen(String key) {
      return fields.get(key);
    }
  }

  static final Map<String, ValueType> FIELDS = new LinkedHashMap<>();
  static final Map<String, ValueType> COLUMNS = new LinkedHashMap<>();
  static final Map<String, ValueType> CUSTOMER = new LinkedHashMap<>();
  static final Map<String, ValueType> PAYMENT = new LinkedHashMap<>();

  static {
    FIELDS.put("amount", ValueType.NUMBER);
    FIELDS.put("rate", ValueType.NUMBER);
    FIELDS.put("pieces", ValueType.NUMBER);
    FIELDS.put("title", ValueType.TEXT);
    FIELDS.put("note", ValueType.TEXT);
    FIELDS.put("flag", ValueType.BOOLEAN);
    FIELDS.put("day", ValueType.DATE);
    FIELDS.put("due", ValueType.DATE);
    FIELDS.put("opened", ValueType.DATE_TIME);
    FIELDS.put("closed", ValueType.DATE_TIME);
    FIELDS.put("tags", ValueType.TEXTS);
    FIELDS.put("owner", ValueType.MEMBER);
    FIELDS.put("customer", ValueType.RECORD);
    FIELDS.put("begins", ValueType.TIME);
    FIELDS.put("ends", ValueType.TIME);
    COLUMNS.put("product", ValueType.TEXT);
    COLUMNS.put("quantity", ValueType.NUMBER);
    COLUMNS.put("price", ValueType.NUMBER);
    COLUMNS.put("fragile", ValueType.BOOLEAN);
    COLUMNS.put("shipped", ValueType.DATE);
    CUSTOMER.put("industry", ValueType.TEXT);
    CUSTOMER.put("size", ValueType.NUMBER);
    CUSTOMER.put("since", ValueType.DATE);
    PAYMENT.put("rec", ValueType.RECORD);
    PAYMENT.put("paid", ValueType.NUMBER);
    PAYMENT.put("remark", ValueType.TEXT);
    PAYMENT.put("received", ValueType.DATE);
  }

  private static final int LINES = FIELDS.size();

  static final SymbolTable NAMES =
      new SymbolTable() {
        @Override
        public FunctionLibrary library() {
          return BuiltInFunctions.INSTANCE;
        }

        @Override
        public Optional<Reference> field(String name) {
          if (name.equals("lines")) {
            return Optional.of(new Reference.Rows("lines", LINES, "s.lines"));
          }
          return Optional.ofNullable(FIELDS.get(name))
              .map(
                  type ->
                      new Reference.OfRecord(
                          name,
                          List.copyOf(FIELDS.keySet()).indexOf(name),
                          name,
                          type,
                          name.equals("customer") ? "s.customer" : null));
        }

        @Override
        public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
          return Optional.ofNullable(COLUMNS.get(name))
              .map(
                  type ->
                      new Reference.OfRow(
                          "lines",
                          name,
                          List.copyOf(COLUMNS.keySet()).indexOf(name),
                          name,
                          type,
                          null));
        }

        @Override
        public Optional<Reference.OfTarget> through(Reference lookup, String name) {
          return target(CUSTOMER, "customer", name);
        }

        @Override
        public Optional<OtherForm> form(String key) {
          return key.equals("payment")
              ? Optional.of(new OtherForm("payment", PAYMENTS, "s.payment"))
              : Optional.empty();
        }

        @Override
        public List<String> known() {
          return List.copyOf(FIELDS.keySet());
        }
      };

  private static final SymbolTable PAYMENTS =
      new SymbolTable() {
        @Override
        public FunctionLibrary library() {
          return BuiltInFunctions.INSTANCE;
        }

        @Override
        public Optional<Reference> field(String name) {
          return target(PAYMENT, "payment", name).map(Reference.class::cast);
        }

        @Override
        public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
          return Optional.empty();
        }

        @Override
        public List<String> known() {
          return List.copyOf(PAYMENT.keySet());
        }
      };

  private RandomRecords() {}

  private static Optional<Reference.OfTarget> target(
      Map<String, ValueType> fields, String form, String name) {
    return Optional.ofNullable(fields.get(name))
        .map(
            type ->
                new Reference.OfTarget(
                    form, "s." + form, name, name, type, name.equals("rec") ? "s.rec" : null));
  }

  static List<Stored> store(Connection connection, Random random, int count) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE SCHEMA s;
          CREATE TABLE s.customer (id uuid PRIMARY KEY, record_title text, deleted_at timestamptz,
            industry text COLLATE "C", size numeric, since date);
          CREATE TABLE s.rec (position int, id uuid PRIMARY KEY, record_title text, version bigint, created_at timestamptz,
            created_by uuid, updated_at timestamptz, updated_by uuid, deleted_at timestamptz,
            amount numeric(19,4), rate numeric, pieces numeric, title text COLLATE "C", note text COLLATE "C", flag boolean,
            day date, due date, opened timestamptz, closed timestamptz, tags text[], owner uuid, customer uuid, begins time, ends time);
          CREATE TABLE s.lines (id uuid, parent uuid, position int, product text COLLATE "C", quantity numeric, price numeric,
            fragile boolean, shipped date);
          CREATE TABLE s.payment (id uuid, deleted_at timestamptz, rec uuid, paid numeric, remark text COLLATE "C", received date);
          """);
    }
    var customers = new ArrayList<Customer>();
    for (int i = 0; i < 6; i++) {
      var customer = new Customer(new UUID(7, i), i == 0 ? "" : "客户 " + i, row(CUSTOMER, random));
      customers.add(customer);
      insert(
          connection,
          "customer",
          withId(customer.fields, customer.id, Map.of("record_title", customer.title)));
    }
    var records = new ArrayList<Stored>();
    for (int i = 0; i < count; i++) {
      records.add(record(connection, random, i, customers));
    }
    return records;
  }

  private static Map<String, Object> withId(
      Map<String, Object> fields, UUID id, Map<String, Object> more) {
    var all = new LinkedHashMap<>(fields);
    all.put("id", id);
    all.putAll(more);
    return all;
  }

  private static Stored record(
      Connection connection, Random random, int position, List<Customer> customers)
      throws SQLException {
    var id = new UUID(3, position);
    var fields = row(FIELDS, random);
    var customer = random.nextInt(3) == 0 ? null : customers.get(random.nextInt(customers.size()));
    fields.put("customer", customer == null ? null : customer.id);
    fields.put("owner", random.nextInt(3) == 0 ? null : MEMBERS.get(random.nextInt(3)));
    var facts =
        new RecordMetadata(
            id,
            1 + random.nextInt(9),
            moment(random),
            MEMBERS.get(0),
            moment(random),
            MEMBERS.get(1));
    var stored =
        withId(
            fields,
            id,
            Map.of(
                "position", position,
                "version", facts.version(),
                "created_at", facts.createdAt(),
                "created_by", facts.createdBy(),
                "updated_at", facts.updatedAt(),
                "updated_by", facts.updatedBy()));
    insert(connection, "rec", stored);
    var rows = new ArrayList<SlotValues>();
    for (int n = random.nextInt(5) - 1; n >= 0; n--) {
      var row = row(COLUMNS, random);
      insert(
          connection,
          "lines",
          withId(row, UUID.randomUUID(), Map.of("parent", id, "position", rows.size())));
      rows.add(slot -> row.get(List.copyOf(COLUMNS.keySet()).get(slot)));
    }
    for (int n = random.nextInt(4); n > 0; n--) {
      var payment = row(PAYMENT, random);
      payment.put("rec", id);
      insert(connection, "payment", withId(payment, new UUID(position, n), Map.of()));
    }
    fields.put("customer", customer);
    return new Stored(new Shown(fields, rows), facts);
  }

  private record Shown(Map<String, Object> fields, List<SlotValues> rows) implements SlotValues {
    @Override
    public Object get(int slot) {
      return slot == LINES ? rows : fields.get(List.copyOf(FIELDS.keySet()).get(slot));
    }
  }

  private static Map<String, Object> row(Map<String, ValueType> types, Random random) {
    var row = new LinkedHashMap<String, Object>();
    types.forEach(
        (name, type) -> row.put(name, random.nextInt(5) == 0 ? null : value(type, random)));
    return row;
  }

  private static Object value(ValueType type, Random random) {
    return switch (type) {
      case NUMBER -> number(random);
      case TEXT -> text(random);
      case BOOLEAN -> random.nextBoolean();
      case DATE -> day(random);
      case DATE_TIME -> moment(random);
      case TIME -> time(random);
      case TEXTS -> List.of(text(random), "vip");
      case MEMBER, DEPARTMENT, RECORD, NOTHING, NUMBERS, DATES, MOMENTS, ROWS -> null;
    };
  }

  static BigDecimal number(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> BigDecimal.ZERO;
      case 1 -> new BigDecimal("99999999999999.9999");
      case 2 -> new BigDecimal("-0.0001");
      case 3 -> BigDecimal.valueOf(random.nextInt(20) - 10);
      default -> BigDecimal.valueOf(random.nextLong(2_000_000_000L) - 1_000_000_000L, 4);
    };
  }

  static String text(Random random) {
    return RandomExpressions.pick(
        random,
        "泵 A-1",
        "Pump",
        "pump",
        "a@b.cn",
        "100%_x",
        " 两  边 ",
        "😀é",
        "ÀÉ",
        "2026-03-01",
        "12.50",
        "-1,234.5",
        "１２％",
        "(￥1,280)",
        "2026年3月5日",
        "5 Mar 2026",
        "20260230",
        "it's \"quoted\"",
        "\\back",
        "vip",
        "SO-2026-01",
        "x");
  }

  static LocalDate day(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> LocalDate.parse("0001-01-01");
      case 1 -> LocalDate.parse("9999-12-31");
      case 2 -> LocalDate.parse("2024-02-29");
      case 3 -> LocalDate.parse("2026-10-01");
      default -> LocalDate.ofEpochDay(20_000 + random.nextInt(1_000));
    };
  }

  static OffsetDateTime moment(Random random) {
    return Instant.ofEpochMilli(1_700_000_000_000L + random.nextLong(100_000_000_000L))
        .atOffset(ZoneOffset.UTC);
  }

  static LocalTime time(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> LocalTime.MIDNIGHT;
      case 1 -> LocalTime.of(23, 59, 59);
      case 2 -> LocalTime.of(random.nextInt(24), 30);
      default -> LocalTime.ofSecondOfDay(random.nextInt(86_400));
    };
  }

  private static void insert(Connection connection, String table, Map<String, Object> values)
      throws SQLException {
    var columns = String.join(", ", values.keySet());
    var places = String.join(", ", values.keySet().stream().map(_ -> "?").toList());
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO s." + table + " (" + columns + ") VALUES (" + places + ")")) {
      int at = 1;
      for (var value : values.values()) {
        statement.setObject(
            at++,
            value instanceof List<?> texts
                ? connection.createArrayOf("text", texts.toArray())
                : value);
      }
      statement.execute();
    }
  }
}
