package dev.formwork.core.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.problem.CoreProblem;

/** What a member of a JSON body is, if it is there. */
public enum MemberType {
  TEXT(CoreProblem.TEXT_EXPECTED),
  TRUTH(CoreProblem.BOOLEAN_EXPECTED),
  NUMBER(CoreProblem.NUMBER_EXPECTED),
  LIST(CoreProblem.LIST_EXPECTED),
  OBJECT(CoreProblem.OBJECT_EXPECTED);

  private final CoreProblem otherwise;

  MemberType(CoreProblem otherwise) {
    this.otherwise = otherwise;
  }

  /** What is wrong with another value. */
  CoreProblem otherwise() {
    return otherwise;
  }

  boolean fits(JsonNode value) {
    return switch (this) {
      case TEXT -> value.isTextual();
      case TRUTH -> value.isBoolean();
      case NUMBER -> value.isIntegralNumber() && value.canConvertToInt();
      case LIST -> value.isArray();
      case OBJECT -> value.isObject();
    };
  }
}
