package dev.formwork.core.field.column;

/** Amounts, at four digits after the point. */
final class MoneyColumn extends DecimalColumn {

  @Override
  String ddl() {
    return "numeric(19,4)";
  }

  @Override
  boolean holdsResults() {
    return false;
  }
}
