package dev.formwork.core.record.query;

/** What can be made of many values. Empty values are skipped. */
public enum AggregateOperator {
  SUM,
  COUNT,
  AVERAGE,
  MIN,
  MAX
}
