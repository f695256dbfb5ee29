package dev.formwork.core.definition;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be defined. */
public enum DefinitionKind {
  APP,
  /** The functions that formulas of the app of the same key may call; a part of the app. */
  FUNCTIONS,
  /** The scripts that people of the app of the same key may run; a part of the app. */
  SCRIPTS,
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

  /** Whether it is kept in the definition of the app, as the property of this name. */
  public boolean isPartOfApp() {
    return switch (this) {
      case FUNCTIONS, SCRIPTS -> true;
      case APP, FORM, PERMISSIONS, ACCESS, FLOW -> false;
    };
  }

  /** Whether an app has one of it at most, under the app's own key. */
  public boolean isSingle() {
    return switch (this) {
      case APP, FUNCTIONS, SCRIPTS, ACCESS -> true;
      case FORM, PERMISSIONS, FLOW -> false;
    };
  }

  public static Optional<DefinitionKind> named(String json) {
    return Arrays.stream(values()).filter(kind -> kind.json().equals(json)).findFirst();
  }
}
