package dev.formwork.core.problem;

import java.util.Locale;

/** Something that a sentence mentions in the words somebody wrote for it. */
public interface Spoken {

  /** In this language, or another when it was not written in this one. */
  String in(Locale locale);
}
