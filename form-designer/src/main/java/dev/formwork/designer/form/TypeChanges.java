package dev.formwork.designer.form;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.TableName;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LongTextField;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.Optioned;
import dev.formwork.core.field.TextField;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.problem.Problem;
import dev.formwork.designer.problem.DesignProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fields whose values are read another way from now on, in the same column or a new one. Pure. */
final class TypeChanges {

  /** What becomes of the values there. */
  enum Effect {
    /** What the server works out takes the place of what people typed. */
    OVERWRITTEN,
    /** Texts become the options they are named like. */
    OPTIONS,
    /** Options become their titles. */
    TITLES,
    /** They stay, and should be what the field takes. */
    KEPT,
    /** They are read as values of the other type, in a new column. */
    READ,
    /** Results are worked out again, in a new column. */
    WORKED_OUT
  }

  private TypeChanges() {}

  /**
   * A field that reads its column another way.
   *
   * @param form its key
   * @param before null: it was removed once, and its values are still there
   * @param replaced the column as it is, whose place one of another type takes; null: it stays
   * @param own the table with the column
   * @param table with the column, alias {@code t}, and its records, alias {@code p}
   * @param path of the field in the definition
   */
  record TypeChange(
      String form,
      Column before,
      Column after,
      Effect effect,
      ReplacedColumn replaced,
      TableName own,
      String table,
      String path) {}

  /** Those whose present values may not be what the new type holds. */
  static List<TypeChange> between(CompiledForm before, CompiledForm after, ActualSchema actual) {
    var changes = new ArrayList<TypeChange>();
    var table = before.table();
    add(
        changes,
        before.key(),
        stored(before.columns()),
        after.columns(),
        actual,
        table,
        table.sql() + " t JOIN " + table.sql() + " p ON p.id = t.id",
        "");
    for (var rows : after.subforms()) {
      var own = rows.table();
      add(
          changes,
          before.key(),
          before.subform(rows.field().key()).map(old -> stored(old.columns())).orElse(Map.of()),
          rows.columns(),
          actual,
          own,
          own.sql() + " t JOIN " + table.sql() + " p ON p.id = t.parent",
          "/fields/" + rows.slot());
    }
    return changes;
  }

  private static void add(
      List<TypeChange> changes,
      String form,
      Map<String, Column> before,
      List<Column> after,
      ActualSchema actual,
      TableName own,
      String table,
      String outer) {
    for (var column : after) {
      var old = before.get(column.name());
      var there = actual.columnType(own.table(), column.name());
      if (there != null && column.isStored() && (old == null || !isRefused(old, column))) {
        var replaced = replaced(own, column, there);
        effect(old, column, replaced)
            .filter(_ -> replaced.isPresent() || isOfType(column, there))
            .ifPresent(
                effect ->
                    changes.add(
                        new TypeChange(
                            form,
                            old,
                            column,
                            effect,
                            replaced.orElse(null),
                            own,
                            table,
                            path(outer, column))));
      }
    }
  }

  private static Optional<ReplacedColumn> replaced(TableName own, Column column, String there) {
    return isOfType(column, there) || isReference(column)
        ? Optional.empty()
        : ReplacedColumn.of(own, column.name(), there);
  }

  private static boolean isOfType(Column column, String catalogName) {
    return column.type().catalogName().equals(catalogName);
  }

  private static String path(String outer, Column column) {
    return outer + "/fields/" + column.slot();
  }

  private static Map<String, Column> stored(List<Column> columns) {
    var stored = new HashMap<String, Column>();
    columns.stream().filter(Column::isStored).forEach(one -> stored.put(one.name(), one));
    return stored;
  }

  /** Empty when values stay what they are. */
  private static Optional<Effect> effect(
      Column before, Column after, Optional<ReplacedColumn> replaced) {
    boolean isOtherType = before == null || before.field().getClass() != after.field().getClass();
    if (after.field().isDerived()) {
      boolean wasTyped = before == null || !before.field().isDerived();
      return isOtherType && wasTyped
          ? Optional.of(Effect.OVERWRITTEN)
          : replaced.map(_ -> Effect.WORKED_OUT);
    }
    if (replaced.isPresent()) {
      return Optional.of(Effect.READ);
    }
    if (after.field() instanceof Optioned) {
      return isOtherType ? Optional.of(Effect.OPTIONS) : Optional.empty();
    }
    if (before == null) {
      return isNumber(after) ? Optional.of(Effect.KEPT) : Optional.empty();
    }
    if (isOtherType
        && before.field() instanceof Optioned listed
        && !listed.listed().isEmpty()
        && isText(after.field())) {
      return Optional.of(Effect.TITLES);
    }
    return isOtherType || digits(after.field()) < digits(before.field())
        ? Optional.of(Effect.KEPT)
        : Optional.empty();
  }

  private static boolean isNumber(Column column) {
    return column.type() == ColumnType.NUMBER || column.type() == ColumnType.MONEY;
  }

  private static boolean isText(Field field) {
    return field instanceof TextField || field instanceof LongTextField;
  }

  /** Digits after the point that a field keeps. */
  private static int digits(Field field) {
    return switch (field) {
      case NumberField number -> number.storedScale();
      case MoneyField money -> money.storedScale();
      default -> Integer.MAX_VALUE;
    };
  }

  /** Fields whose values are records or members, or should be: they are read as nothing else. */
  static List<Problem> refused(CompiledForm before, CompiledForm after) {
    var problems = new ArrayList<Problem>();
    refused(stored(before.columns()), after.columns(), problems, "");
    for (var rows : after.subforms()) {
      before
          .subform(rows.field().key())
          .ifPresent(
              old ->
                  refused(
                      stored(old.columns()), rows.columns(), problems, "/fields/" + rows.slot()));
    }
    return problems;
  }

  private static void refused(
      Map<String, Column> before, List<Column> after, List<Problem> problems, String outer) {
    for (var column : after) {
      var old = before.get(column.name());
      if (old != null && column.isStored() && isRefused(old, column)) {
        problems.add(problem(path(outer, column), old, column));
      }
    }
  }

  private static Problem problem(String path, Column before, Column after) {
    return before.field() instanceof LookupField was && after.field() instanceof LookupField is
        ? Problem.at(
            path, DesignProblem.LOOKUP_TARGET_CHANGED, after.field().title(), was.form(), is.form())
        : Problem.at(
            path,
            DesignProblem.FIELD_TYPE_CHANGED,
            after.field().title(),
            type(before.field()),
            type(after.field()));
  }

  private static Object type(Field field) {
    return field.type().json();
  }

  private static boolean isRefused(Column before, Column after) {
    boolean bothPoint = before.type() == ColumnType.LOOKUP && after.type() == ColumnType.LOOKUP;
    boolean isOtherReference =
        before.type() != after.type() && (isReference(before) || isReference(after));
    return isOtherReference
        || bothPoint && !String.valueOf(before.lookupTable()).equals(after.lookupTable());
  }

  private static boolean isReference(Column column) {
    return column.type() == ColumnType.LOOKUP || column.type() == ColumnType.MEMBER;
  }
}
