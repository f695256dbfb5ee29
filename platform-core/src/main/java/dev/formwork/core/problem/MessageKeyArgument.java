package dev.formwork.core.problem;

/** A message argument whose text is looked up in the message bundles. */
public interface MessageKeyArgument {

  /** The key of its words in the message bundles. */
  String messageKey();
}
