package dev.formwork.core.field.column;

import dev.formwork.core.expression.value.ValueType;

/**
 * A column whose values the driver gives and takes as records hold them.
 *
 * @param <V> the value
 */
abstract class PlainColumn<V> extends ColumnFormat<V, V> {

  private final String cast;
  private final ValueType valueType;

  /**
   * @param cast as written behind {@code ::}
   * @param valueType what it is in expressions
   */
  PlainColumn(Class<V> values, String cast, ValueType valueType) {
    super(values, values);
    this.cast = cast;
    this.valueType = valueType;
  }

  @Override
  final String cast() {
    return cast;
  }

  @Override
  final ValueType valueType() {
    return valueType;
  }

  @Override
  final V fromSql(V sql) {
    return sql;
  }

  @Override
  final V toSql(V value) {
    return value;
  }
}
