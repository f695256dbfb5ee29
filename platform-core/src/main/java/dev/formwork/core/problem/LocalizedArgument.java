package dev.formwork.core.problem;

import java.util.Locale;

/** A message argument with a text of its own in each language. */
public interface LocalizedArgument {

  /** In this language, or another when it was not written in this one. */
  String in(Locale locale);
}
