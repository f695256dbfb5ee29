package dev.formwork.core.definition;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be defined. */
public enum DefinitionKind {
  APP,
  FORM,
  /** Permission sets of the form of the same key. */
  PERMISSIONS,
  /** Who comes into the app of the same key. */
  ACCESS,
  /** A process; workflow-runtime reads it. */
  FLOW;

  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<DefinitionKind> named(String json) {
    return Arrays.stream(values()).filter(kind -> kind.json().equals(json)).findFirst();
  }
}
