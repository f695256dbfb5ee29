package dev.formwork.core.field.column;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.expression.value.ValueType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** Exact decimal numbers. */
class DecimalColumn extends PlainColumn<BigDecimal> {

  DecimalColumn() {
    super(BigDecimal.class, "numeric", ValueType.NUMBER);
  }

  /**
   * Without precision: a field's scale may then change without rewriting the table; the record path
   * rounds to it.
   */
  @Override
  String ddl() {
    return "numeric";
  }

  @Override
  String arrayCast() {
    return "text[]";
  }

  @Override
  Object element(BigDecimal sql) {
    return sql.toPlainString();
  }

  @Override
  void write(JsonGenerator json, BigDecimal value) throws IOException {
    json.writeNumber(value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
  }

  @Override
  void describe(ObjectNode schema) {
    type(schema, "number");
  }

  @Override
  BigDecimal parse(String text) {
    return new BigDecimal(text);
  }

  @Override
  String literal(BigDecimal value) {
    return value.toPlainString();
  }

  @Override
  String searchSql(String column) {
    return "trim_scale(" + column + ")::text";
  }

  @Override
  List<Comparison> comparisons() {
    return Comparison.ORDERED;
  }

  @Override
  boolean isMatchable() {
    return true;
  }
}
