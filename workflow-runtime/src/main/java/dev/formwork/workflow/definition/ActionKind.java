package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be done with a task. */
public enum ActionKind {
  APPROVE,
  REJECT,
  RETURN,
  TRANSFER,
  ADD_APPROVER,
  ASK,
  ANSWER,
  COMMENT,
  SAVE,
  COMPLETE,
  RESUBMIT,
  URGE,
  WITHDRAW,
  TAKE_BACK,
  TERMINATE;

  /** {@code addApprover}. */
  @JsonValue
  public String json() {
    var words = name().toLowerCase(Locale.ROOT).split("_");
    var json = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      json.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    return json.toString();
  }

  @JsonCreator
  public static ActionKind named(String json) {
    return EnumJson.named(values(), ActionKind::json, json);
  }
}
