package dev.formwork.core.field.text;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a number without a percent sign means where percentages stand. */
public enum PercentMeaning {
  /** 0.12 is 12 %. */
  @JsonProperty("fraction")
  FRACTION,
  /** 12 is 12 %. */
  @JsonProperty("percent")
  PERCENT
}
