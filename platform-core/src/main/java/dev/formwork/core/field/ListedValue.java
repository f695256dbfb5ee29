package dev.formwork.core.field;

import dev.formwork.core.naming.Title;

/** A value that a field lists with its definition: an option or a stage. */
public sealed interface ListedValue permits Option, Stage {

  /** Stored in records; never changes. */
  String key();

  Title title();

  /** Name of a badge colour, nullable. */
  String color();
}
