package dev.formwork.core.record;

/** What can be made of many values. Empty values are skipped. */
public enum Aggregate {
  SUM,
  COUNT,
  AVERAGE,
  MIN,
  MAX
}
