package dev.formwork.core.problem;

/** Something that a sentence mentions and that has words of its own in each language. */
public interface Worded {

  /** The key of its words in the message bundles. */
  String messageKey();
}
