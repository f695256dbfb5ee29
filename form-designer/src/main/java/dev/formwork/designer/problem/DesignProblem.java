package dev.formwork.designer.problem;

import dev.formwork.core.problem.ProblemCode;

/**
 * The problem codes of design: what keeps definitions and packs from being saved, published or
 * installed.
 */
public enum DesignProblem implements ProblemCode {
  BREAKS_FLOW("breaks-flow", 3),
  BREAKS_OTHER_FORM("breaks-other-form", 3),
  BREAKS_PERMISSIONS("breaks-permissions", 3),
  FIELD_TYPE_CHANGED("field-type-changed", 3),
  FLOW_KIND_MISSING("flow-kind-missing"),
  FUNCTION_NAME("function-name"),
  FUNCTION_TAKEN("function-taken", 1),
  KEY_MISMATCH("key-mismatch", 2),
  LOOKUP_TARGET_CHANGED("lookup-target-changed", 3),
  OPTION_IN_USE("option-in-use", 3),
  PACK_INSTALLED("pack-installed", 1),
  PACK_NOT_FOUND("pack-not-found", 1),
  PERMISSION_APP_ROLE("permission-app-role"),
  PUBLISH_PERMISSIONS("publish-permissions", 1),
  SCHEMA_BUSY("schema-busy"),
  SCRIPT_FAILED("script-failed", 2),
  SCRIPT_FORM("script-form", 1),
  SCRIPT_KEY("script-key"),
  SCRIPT_MALFORMED("script-malformed", 1),
  SCRIPT_NO_FUNCTION("script-no-function"),
  SCRIPT_TAKEN("script-taken", 1),
  TEXT_NOT_STORABLE("text-not-storable"),
  TOO_MANY_SETS("too-many-sets", 1),
  UNIQUE_COLLISION("unique-collision", 2),
  UNIQUE_NOT_POSSIBLE("unique-not-possible"),
  VALUES_NOT_CONVERTED("values-not-converted", 4),
  VALUES_NOT_FITTING("values-not-fitting", 5),
  VALUES_NOT_READABLE("values-not-readable", 4),
  VALUES_OVERWRITTEN("values-overwritten", 3),
  VALUE_HAS_MORE_DIGITS("value-has-more-digits"),
  VALUE_HAS_SEVERAL_OPTIONS("value-has-several-options"),
  VALUE_HAS_TIME("value-has-time"),
  VERSION_NOT_FOUND("version-not-found", 1),
  ZONE_UNKNOWN("zone-unknown", 1);

  private final String code;
  private final int arguments;

  DesignProblem(String code) {
    this(code, 0);
  }

  DesignProblem(String code, int arguments) {
    this.code = code;
    this.arguments = arguments;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int arguments() {
    return arguments;
  }

  @Override
  public String bundle() {
    return "dev.formwork.designer.messages";
  }
}
