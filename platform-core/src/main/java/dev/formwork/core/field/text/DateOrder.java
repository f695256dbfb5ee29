package dev.formwork.core.field.text;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * In which order the numbers of a day stand. A year of four digits in front is read in every order.
 */
public enum DateOrder {
  @JsonProperty("ymd")
  YEAR_FIRST,
  @JsonProperty("dmy")
  DAY_FIRST,
  @JsonProperty("mdy")
  MONTH_FIRST
}
