package dev.formwork.core.expression;

import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.expression.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes valid expressions at random, with every function that has an SQL form. */
final class RandomExpressions {

  private static final int DEPTH = 4;

  private static final List<ValueType> WANTED =
      List.of(
          ValueType.TEXT,
          ValueType.NUMBER,
          ValueType.BOOLEAN,
          ValueType.DATE,
          ValueType.DATE_TIME,
          ValueType.TIME,
          ValueType.TEXTS,
          ValueType.MEMBER,
          ValueType.NUMBERS);

  private static final List<ExpressionFunction> FUNCTIONS =
      BuiltInFunctions.INSTANCE.all().stream().filter(ExpressionFunction::hasSql).toList();

  private static final String[] LITERALS = {
    "year",
    "quarter",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "second",
    "2026-03-01",
    "2026-03-01T08:00:00Z",
    "^SO-[0-9]+",
    "[a-z]+@",
    "a|x",
    "p{2}",
    "-",
    "YYYY-MM-DD",
    "yyyy年m月d日 aaaa",
    "dddd d mmmm yy, h:mm AM/PM",
    "hh:mm:ss",
    "mm",
    "ym",
    "md",
    "yd",
    "#,##0.00",
    "0.0%",
    "00.0#",
    "#.##;(0,000);zero",
    "Member 1"
  };

  private final Random random;

  RandomExpressions(Random random) {
    this.random = random;
  }

  @SafeVarargs
  static <T> T pick(Random random, T... of) {
    return of[random.nextInt(of.length)];
  }

  /**
   * Most of them call a certain function at the top.
   *
   * @param turn counts through the functions, so that each has its turn
   */
  String any(int turn) {
    var expressionFunction = FUNCTIONS.get(turn % FUNCTIONS.size());
    boolean first = turn < FUNCTIONS.size();
    int patience = random.nextInt(6) == 0 && !first ? 0 : 600;
    for (int tries = 0; tries < patience; tries++) {
      var call = call(expressionFunction, WANTED.get(random.nextInt(WANTED.size())), 2, false);
      if (call != null) {
        return call;
      }
    }
    // No field holds a department, so it is asked about.
    var department = first ? call(expressionFunction, ValueType.DEPARTMENT, 2, false) : null;
    return department == null
        ? of(WANTED.get(random.nextInt(WANTED.size())), DEPTH, false)
        : "ISEMPTY(" + department + ")";
  }

  /**
   * @param rows whether columns of the subform may stand here
   */
  private String of(ValueType type, int depth, boolean rows) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return atom(type, rows);
    }
    if (random.nextInt(3) > 0) {
      for (int tries = 0; tries < 30; tries++) {
        var call = call(FUNCTIONS.get(random.nextInt(FUNCTIONS.size())), type, depth - 1, rows);
        if (call != null) {
          return call;
        }
      }
    }
    return operation(type, depth - 1, rows);
  }

  private String operation(ValueType type, int depth, boolean rows) {
    return switch (type) {
      case NUMBER ->
          random.nextInt(6) == 0
              ? "-(" + of(type, depth, rows) + ")"
              : "("
                  + of(type, depth, rows)
                  + pick(random, " + ", " - ", " * ", " / ", " % ")
                  + of(type, depth, rows)
                  + ")";
      case TEXT -> "(" + of(scalar(), depth, rows) + " & " + of(scalar(), depth, rows) + ")";
      case BOOLEAN -> decision(depth, rows);
      default -> atom(type, rows);
    };
  }

  private ValueType scalar() {
    return pick(
        random,
        ValueType.TEXT,
        ValueType.NUMBER,
        ValueType.BOOLEAN,
        ValueType.DATE,
        ValueType.DATE_TIME,
        ValueType.TIME,
        ValueType.MEMBER,
        ValueType.RECORD);
  }

  private String decision(int depth, boolean rows) {
    var type =
        pick(
            random,
            ValueType.NUMBER,
            ValueType.TEXT,
            ValueType.DATE,
            ValueType.DATE_TIME,
            ValueType.TIME);
    return switch (random.nextInt(9)) {
      case 0 ->
          "("
              + of(ValueType.BOOLEAN, depth, rows)
              + pick(random, " AND ", " OR ")
              + of(ValueType.BOOLEAN, depth, rows)
              + ")";
      case 1 -> "(NOT (" + of(ValueType.BOOLEAN, depth, rows) + "))";
      case 2 ->
          "("
              + of(ValueType.TEXT, depth, rows)
              + pick(random, " CONTAINS ", " LIKE ")
              + of(ValueType.TEXT, depth, rows)
              + ")";
      case 3 ->
          "("
              + of(ValueType.TEXT, depth, rows)
              + " IN ("
              + atom(ValueType.TEXT, rows)
              + ", \"vip\", \"Pump\"))";
      case 4 ->
          "("
              + of(type, depth, rows)
              + " BETWEEN "
              + of(type, depth, rows)
              + " AND "
              + of(type, depth, rows)
              + ")";
      case 5 -> "(" + of(scalar(), depth, rows) + pick(random, " = ", " <> ") + "EMPTY)";
      case 6 ->
          random.nextBoolean()
              ? named("\"客户 " + random.nextInt(7) + "\"")
              : "(begins >= \"" + RandomRecords.time(random) + "\")";
      case 7 -> "(tags CONTAINS " + of(ValueType.TEXT, depth, rows) + ")";
      default ->
          "("
              + of(type, depth, rows)
              + pick(random, " = ", " <> ", " < ", " <= ", " > ", " >= ")
              + of(type, depth, rows)
              + ")";
    };
  }

  private String atom(ValueType type, boolean rows) {
    var atoms = new ArrayList<String>();
    names(RandomRecords.FIELDS, type, "", atoms);
    names(RandomRecords.CUSTOMER, type, "customer.", atoms);
    if (rows) {
      names(RandomRecords.COLUMNS, type, "lines.", atoms);
      names(RandomRecords.COLUMNS, type, "lines.", atoms);
    }
    atoms.addAll(
        switch (type) {
          case NUMBER -> List.of(RandomRecords.number(random).abs().toPlainString(), "3", "0.5");
          case TEXT -> List.of(quoted(RandomRecords.text(random)));
          case BOOLEAN -> List.of("TRUE", "FALSE");
          case DATE -> List.of("DATE(\"" + RandomRecords.day(random) + "\")", "TODAY()");
          case DATE_TIME ->
              List.of("DATETIME(\"" + RandomRecords.moment(random).toInstant() + "\")", "NOW()");
          case TIME -> List.of("begins", "ends");
          case TEXTS ->
              List.of("(\"vip\", " + quoted(RandomRecords.text(random)) + ", EMPTY, title)");
          case NUMBERS -> List.of("(1, amount, 2.50)", "(pieces, rate)");
          case DATES -> List.of("(day, due)", "(DATE(\"2026-03-02\"), day)");
          case MOMENTS -> List.of("(opened, closed)");
          case MEMBER -> List.of("ME()", "CREATEDBY()");
          case DEPARTMENT ->
              List.of("MYDEPARTMENT()", "DEPARTMENTOF(CREATEDBY())", "DEPARTMENT(\"North\")");
          case RECORD -> List.of("customer");
          case NOTHING, ROWS -> List.of("EMPTY");
        });
    return type != ValueType.MEMBER && random.nextInt(30) == 0
        ? "EMPTY"
        : atoms.get(random.nextInt(atoms.size()));
  }

  private static void names(
      Map<String, ValueType> fields, ValueType type, String before, List<String> atoms) {
    fields.forEach(
        (name, one) -> {
          if (one == type) {
            atoms.add(before + name);
          }
        });
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /** Null when this function does not give the type. */
  private String call(
      ExpressionFunction expressionFunction, ValueType type, int depth, boolean rows) {
    return switch (expressionFunction) {
      case ScalarFunction scalar -> scalar(scalar, type, depth, rows);
      case AggregateFunction list -> rows ? null : list(list, type, depth);
      case SubqueryFunction related -> related(related, type);
    };
  }

  private String scalar(ScalarFunction function, ValueType type, int depth, boolean rows) {
    var fitting =
        function.overloads().stream()
            .filter(overload -> overload.sql() != null)
            .filter(
                overload ->
                    overload.result() == type
                        || overload.result() == null && type.list() != null && !type.isList())
            .toList();
    if (fitting.isEmpty()) {
      return null;
    }
    var overload = fitting.get(random.nextInt(fitting.size()));
    var parameters = new ArrayList<Parameter>();
    for (var parameter : overload.parameters()) {
      if (parameter.optional() && random.nextBoolean()) {
        break;
      }
      parameters.add(parameter);
    }
    var repeated = overload.parameters().stream().filter(Parameter::repeated).toList();
    for (int n = random.nextInt(3); n > 0; n--) {
      parameters.addAll(repeated);
    }
    var arguments = new ArrayList<String>();
    for (var parameter : parameters) {
      var argument = argument(parameter, overload.result() == null ? type : null, depth, rows);
      if (argument == null) {
        return null;
      }
      arguments.add(argument);
    }
    return function.name() + "(" + String.join(", ", arguments) + ")";
  }

  private String argument(Parameter parameter, ValueType result, int depth, boolean rows) {
    if (parameter.literal() != null) {
      for (int tries = 0; tries < 60; tries++) {
        var text = pick(random, LITERALS);
        if (parameter.literal().test(text)) {
          return quoted(text);
        }
      }
      return null;
    }
    if (parameter.same()) {
      return of(result == null ? ValueType.NUMBER : result, depth, rows);
    }
    var types = List.copyOf(parameter.types());
    return of(types.isEmpty() ? scalar() : types.get(random.nextInt(types.size())), depth, rows);
  }

  private String list(AggregateFunction function, ValueType type, int depth) {
    var operand = List.of(ValueType.NUMBER, ValueType.TEXT, ValueType.DATE, ValueType.BOOLEAN);
    var element = operand.get(random.nextInt(operand.size()));
    if (function.result().apply(element) != type
        || !function.operands().getFirst().takes(element)) {
      return null;
    }
    var plain = new ArrayList<String>();
    for (var parameter : function.plain()) {
      plain.add(
          parameter.types().contains(ValueType.NUMBER)
              ? String.valueOf(1 + random.nextInt(3))
              : atom(ValueType.TEXT, false));
    }
    var values = new ArrayList<String>();
    boolean single = function.operands().size() == 1;
    if (single && function.variadic() && random.nextInt(3) == 0) {
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        values.add(of(element, depth, false));
      }
      return function.name() + "(" + String.join(", ", values) + ")";
    }
    if (single && element.list() != null && random.nextInt(3) == 0) {
      values.add(atom(element.list(), false));
    } else {
      for (var one : function.operands()) {
        var wanted =
            values.isEmpty()
                ? element
                : one.types().isEmpty() ? ValueType.NUMBER : one.types().iterator().next();
        values.add(of(wanted, Math.min(1, depth), true));
      }
      if (values.stream().noneMatch(value -> value.contains("lines."))) {
        return null;
      }
    }
    values.addAll(plain);
    return function.name() + "(" + String.join(", ", values) + ")";
  }

  private String related(SubqueryFunction function, ValueType type) {
    var value = pick(random, "paid", "remark", "received", "paid * 2");
    var of =
        value.startsWith("paid")
            ? ValueType.NUMBER
            : value.equals("remark") ? ValueType.TEXT : ValueType.DATE;
    if (function.result().apply(of) != type || function.numbersOnly() && of != ValueType.NUMBER) {
      return null;
    }
    var filter =
        pick(
            random,
            "rec = RECORDID()",
            "rec = RECORDID() AND paid > THIS.amount",
            "rec = RECORDID() AND (received < THIS.day OR remark CONTAINS \"p\")");
    return function.name()
        + "(\"payment\", "
        + filter
        + (function.hasValue() ? ", " + value : "")
        + ")";
  }

  /** A record compared with what one may be called. */
  private String named(String title) {
    return switch (random.nextInt(4)) {
      case 0 -> "(customer = " + title + ")";
      case 1 -> "(" + title + " = customer)";
      case 2 -> "(customer <> " + title + ")";
      default -> "(customer IN (" + title + ", \"客户 1\"))";
    };
  }
}
