package dev.formwork.core.expression;

/** Whether the same record gives the same value again. */
public enum Volatility {
  STABLE,
  /** Changes with the clock. */
  CLOCK,
  /** Depends on who asks. */
  READER,
  /** Depends on how often the record was changed. */
  HISTORY,
  /** Another value each time; good for defaults only. */
  RANDOM
}
