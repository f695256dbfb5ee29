package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.BinaryOperator;
import dev.formwork.core.expression.value.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Static analysis of an expression: the fields, lookups and subqueries it reads, whether it is
 * volatile, and whether it can be written as SQL.
 */
final class ExpressionAnalysis {

  /** Functions that show what records are called. */
  private static final Set<String> TITLES = Set.of("CONCAT", "TITLEOF");

  private ExpressionAnalysis() {}

  /** The fields of the record, and columns of its subforms, that it reads. */
  static List<String> of(Expression tree) {
    return TypeChecker.all(tree)
        .flatMap(
            part ->
                switch (part) {
                  case Expression.FieldValue field -> Stream.of(field.field().key());
                  case Expression.RowValue row ->
                      Stream.of(row.column().subform() + "." + row.column().key());
                  case Expression.AggregateCall(
                          _,
                          _,
                          Expression.Source.Rows(Reference.Rows rows, _),
                          _) ->
                      Stream.of(rows.key());
                  default -> Stream.<String>empty();
                })
        .distinct()
        .toList();
  }

  static boolean isVolatile(Expression tree) {
    return TypeChecker.all(tree)
        .anyMatch(
            part ->
                part instanceof Expression.Call call
                        && call.function().volatility() != Volatility.STABLE
                    || part instanceof Expression.FieldValue field
                        && field.field().formula() != null);
  }

  /** Whether it always says the same of the same records to the same reader. */
  static boolean isLasting(Expression tree) {
    return TypeChecker.all(tree)
        .noneMatch(
            part ->
                part instanceof Expression.Call call
                        && call.function().volatility() != Volatility.STABLE
                        && call.function().volatility() != Volatility.READER
                    || part instanceof Expression.FieldValue field
                        && field.field().formula() != null);
  }

  static boolean isRandom(Expression tree) {
    return TypeChecker.all(tree)
        .anyMatch(
            part ->
                part instanceof Expression.Call call
                    && call.function().volatility() == Volatility.RANDOM);
  }

  static Optional<String> withoutSql(Expression tree) {
    return TypeChecker.all(tree)
        .flatMap(
            part ->
                switch (part) {
                  case Expression.Call call when call.overload().sql() == null ->
                      Stream.of(call.function().name());
                  case Expression.Binary binary when binary.operator() == BinaryOperator.POWER ->
                      Stream.of("^");
                  case Expression.Binary binary when needsTitle(binary) ->
                      titled(Stream.of(binary.left(), binary.right()));
                  case Expression.Call call when TITLES.contains(call.function().name()) ->
                      titled(call.arguments().stream());
                  case Expression.AggregateCall aggregateCall
                      when aggregateCall.function().sql() == null ->
                      Stream.of(aggregateCall.function().name());
                  case Expression.FieldValue field when field.field().formula() != null ->
                      withoutSql(field.field().formula()).stream();
                  default -> Stream.<String>empty();
                })
        .findFirst();
  }

  /** Whether it goes by what records are called: the table to look that up in must be known. */
  private static boolean needsTitle(Expression.Binary binary) {
    return binary.operator() == BinaryOperator.JOIN
        || binary.operator() == BinaryOperator.IN
        || binary.left() instanceof Expression.Constant
        || binary.right() instanceof Expression.Constant;
  }

  private static Stream<String> titled(Stream<Expression> shown) {
    return shown
        .filter(side -> side.type() == ValueType.RECORD)
        .flatMap(
            side ->
                switch (side) {
                  case Expression.Call call -> Stream.of(call.function().name());
                  case Expression.Subquery subquery -> Stream.of(subquery.function().name());
                  default -> Stream.<String>empty();
                });
  }

  static Stream<String> lookupTables(Expression tree) {
    if (tree.type() != ValueType.RECORD) {
      return Stream.empty();
    }
    return switch (tree) {
      case Expression.FieldValue field -> Stream.of(field.field().lookupTable());
      case Expression.RowValue row -> Stream.of(row.column().lookupTable());
      case Expression.LookupValue lookupValue -> Stream.of(lookupValue.target().lookupTable());
      case Expression.ForeignValue foreign -> Stream.of(foreign.field().lookupTable());
      case Expression.Subquery subquery when subquery.value() != null ->
          lookupTables(subquery.value());
      case Expression.Call call ->
          call.arguments().stream().flatMap(ExpressionAnalysis::lookupTables);
      default -> Stream.empty();
    };
  }

  static List<Expression.Subquery> questions(Expression tree) {
    return TypeChecker.all(tree)
        .filter(Expression.Subquery.class::isInstance)
        .map(Expression.Subquery.class::cast)
        .toList();
  }

  static List<LookupPath> paths(Expression tree) {
    var paths = new LinkedHashSet<LookupPath>();
    collect(tree, paths);
    return List.copyOf(paths);
  }

  private static void collect(Expression part, Set<LookupPath> paths) {
    switch (part) {
      case Expression.LookupValue lookupValue -> path(lookupValue, List.of()).ifPresent(paths::add);
      case Expression.FieldValue field when field.type() == ValueType.RECORD ->
          paths.add(new LookupPath(null, field.field().key(), List.of(LookupPath.TITLE)));
      case Expression.RowValue row when row.type() == ValueType.RECORD ->
          paths.add(
              new LookupPath(
                  row.column().subform(), row.column().key(), List.of(LookupPath.TITLE)));
      default -> part.parts().forEach(below -> collect(below, paths));
    }
  }

  private static Optional<LookupPath> path(Expression source, List<String> behind) {
    return switch (source) {
      case Expression.LookupValue lookupValue -> {
        var keys = new ArrayList<String>();
        keys.add(lookupValue.target().key());
        keys.addAll(behind);
        yield path(lookupValue.source(), keys);
      }
      case Expression.FieldValue field ->
          Optional.of(new LookupPath(null, field.field().key(), List.copyOf(behind)));
      case Expression.RowValue row ->
          Optional.of(
              new LookupPath(row.column().subform(), row.column().key(), List.copyOf(behind)));
      default -> Optional.empty();
    };
  }
}
