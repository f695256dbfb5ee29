package dev.formwork.core.expression;

import java.util.List;
import java.util.Optional;

/** The names an expression may use, where it stands. Keys and titles both resolve. */
public interface Names {

  /** A field of the record, or of the row when the expression belongs to a subform column. */
  Optional<Reference> field(String name);

  /** A column of one of the record's subforms. */
  Optional<Reference.OfRow> column(Reference.Rows subform, String name);

  /** All names, to suggest the nearest one. */
  List<String> known();
}
