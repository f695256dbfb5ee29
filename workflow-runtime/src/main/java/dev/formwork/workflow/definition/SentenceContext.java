package dev.formwork.workflow.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that sentences about steps show: of people, forms, fields and flows. */
public interface SentenceContext {

  StepText text();

  String people(List<AssigneeRule> rules);

  String form(String key);

  String flow(String key);

  /** A field, named as the expressions of a step name it. */
  String field(String step, String key);

  /** Of the flow's own form; empty when it has no such stage. */
  Optional<String> stage(String field, String stage);

  /** An expression of a step as people read it. */
  String expression(String step, String source);

  /**
   * Which records of a form.
   *
   * @param where null: all
   */
  String records(String step, String form, String where);

  /**
   * Which fields are set; empty: none.
   *
   * @param form null: the flow's own
   */
  String assignments(String form, Map<String, String> set);
}
