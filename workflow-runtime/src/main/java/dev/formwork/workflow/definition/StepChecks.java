package dev.formwork.workflow.definition;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.ProblemCode;
import java.util.List;
import java.util.Map;

/**
 * What a step asks of the compiler: whether the forms, fields, variables and people it names exist,
 * and to compile its expressions and templates. Properties are paths from the step, such as {@code
 * event/when}. Mistakes are collected with their paths, not thrown.
 */
public interface StepChecks {

  void problem(String property, ProblemCode code, Object... arguments);

  /** A mistake of the step as a whole. */
  void problem(ProblemCode code);

  /** A property that must not be left out. */
  boolean required(String property, String value);

  /** At least one rule, each with a member field or an expression that gives members. */
  void people(String property, List<AssigneeRule> rules);

  void fieldAccess(String property, Map<String, TaskFieldAccess> fields);

  /**
   * @param deadline nullable
   */
  void deadline(String property, Deadline deadline);

  /**
   * A length of time that passes, which cannot lie before what it is counted from.
   *
   * @param delay nullable
   */
  void length(String property, Delay delay);

  /** An expression that says yes or no; null or blank: none. */
  void condition(String property, String source);

  /** What keeps a new version from being published; one that was published is still read. */
  void unsafe(String property, ProblemCode code, Object... arguments);

  /** An expression that says yes or no, which must be there. */
  void requiredCondition(String property, String source);

  /**
   * @param source null or blank: none
   * @param wanted null: any
   */
  void value(String property, String source, ValueType wanted);

  /** A template, which must be there. */
  void template(String property, String source);

  /** A template in both languages, which must be there. */
  void texts(String property, Title text);

  /**
   * Which records of a form: the property {@code where}, compiled as the question to that form.
   *
   * @param form key; null: the record in hand, of which there is no {@code where}
   * @param where null or blank: all
   */
  void records(String form, String where);

  /**
   * Records that are changed or removed: without a condition that says which ones the flow is not
   * published; {@code TRUE} says all of them.
   *
   * @param form nullable, as above
   */
  void requireChoice(String form, String where);

  /** The same, of a form that must be named. */
  void recordsOfForm(String form, String where);

  /** A form that must be there; null when it is not. */
  CompiledForm form(String key);

  /** The form of the record in hand, which must be there; null when it is not. */
  CompiledForm ownForm();

  /** A form of the app; null when it is not there, which is told elsewhere. */
  CompiledForm findForm(String key);

  /**
   * The property {@code set}: values for fields; each must fit where it goes.
   *
   * @param target null when it is not there, which is told elsewhere
   */
  void assignments(CompiledForm target, Map<String, String> set);

  /**
   * A variable that takes a value.
   *
   * @param key nullable: none
   * @param type null: any
   */
  void variable(String property, String key, ValueType type);
}
