package dev.formwork.core.field.text;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What stands before the decimals of a number; the other one may stand between groups. */
public enum DecimalSign {
  @JsonProperty(".")
  POINT('.', ','),
  @JsonProperty(",")
  COMMA(',', '.');

  private final char sign;
  private final char group;

  DecimalSign(char sign, char group) {
    this.sign = sign;
    this.group = group;
  }

  public char sign() {
    return sign;
  }

  char group() {
    return group;
  }
}
