package dev.formwork.core.compile;

import java.util.Set;

/**
 * A dependency of a form's stored values or invariants on another form: when that one changes, they
 * are computed again in the same transaction.
 */
public sealed interface Dependency {

  /** The form read. */
  String form();

  /** Keys of its fields that matter. */
  Set<String> watched();

  /**
   * Records of the other form point here.
   *
   * @param rows the subform there whose rows hold the link; null: the record itself
   * @param via the lookup that points here
   */
  record ByLookup(String form, String rows, String via, Set<String> watched)
      implements Dependency {}

  /**
   * Records here look at the other form through lookups.
   *
   * @param sql finds the ids of the records here that look at any of {@code $1}, an array of ids
   */
  record ByFormula(String form, String sql, Set<String> watched) implements Dependency {}
}
