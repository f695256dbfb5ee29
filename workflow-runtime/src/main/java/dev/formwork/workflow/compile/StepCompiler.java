package dev.formwork.workflow.compile;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.ProblemCode;
import dev.formwork.workflow.definition.AssigneeRule;
import dev.formwork.workflow.definition.Deadline;
import dev.formwork.workflow.definition.Delay;
import dev.formwork.workflow.definition.StepChecks;
import dev.formwork.workflow.definition.TaskFieldAccess;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles the expressions and templates of one step, as the step asks for it, and checks the
 * forms, fields and variables it refers to.
 */
final class StepCompiler implements StepChecks {

  private final ExpressionContext expressionContext;
  private final Map<String, CompiledForm> forms;
  private final List<Problem> problems;
  private final List<Problem> unsafe;
  private final String at;
  private final Map<String, CompiledExpression> formulas = new HashMap<>();
  private final Map<String, Template> templates = new HashMap<>();

  /**
   * @param problems mistakes that keep the flow from running
   * @param unsafe what keeps it from being published alone
   * @param at where the step stands in the JSON of the flow
   */
  StepCompiler(
      ExpressionContext expressionContext,
      Map<String, CompiledForm> forms,
      List<Problem> problems,
      List<Problem> unsafe,
      String at) {
    this.expressionContext = expressionContext;
    this.forms = forms;
    this.problems = problems;
    this.unsafe = unsafe;
    this.at = at;
  }

  Map<String, CompiledExpression> formulas() {
    return Map.copyOf(formulas);
  }

  Map<String, Template> templates() {
    return Map.copyOf(templates);
  }

  private String path(String property) {
    return at + "/" + property;
  }

  @Override
  public void problem(String property, ProblemCode code, Object... arguments) {
    problems.add(Problem.at(path(property), code, arguments));
  }

  @Override
  public void unsafe(String property, ProblemCode code, Object... arguments) {
    unsafe.add(Problem.at(path(property), code, arguments));
  }

  @Override
  public void problem(ProblemCode code) {
    problems.add(Problem.at(at, code));
  }

  @Override
  public boolean required(String property, String value) {
    boolean there = value != null && !value.isBlank();
    if (!there) {
      problem(property, CoreProblem.SCHEMA_MISSING, property);
    }
    return there;
  }

  @Override
  public void people(String property, List<AssigneeRule> rules) {
    if (rules.isEmpty()) {
      problem(property, FlowProblem.FLOW_NOBODY_NAMED);
    }
    for (int i = 0; i < rules.size(); i++) {
      assignees(property + "/" + i, rules.get(i));
    }
  }

  private void assignees(String property, AssigneeRule rule) {
    switch (rule) {
      case AssigneeRule.InField(var field, _) -> members(property, "/field", braced(field));
      case AssigneeRule.ManagerOf one when !"submitter".equals(one.managerOf()) ->
          members(property, "/managerOf", braced(one.managerOf()));
      case AssigneeRule.Computed(var expression, _) -> members(property, "/expression", expression);
      case AssigneeRule.Named _,
          AssigneeRule.InRole _,
          AssigneeRule.InDepartment _,
          AssigneeRule.HeadOf _,
          AssigneeRule.Submitter _,
          AssigneeRule.ManagerOf _,
          AssigneeRule.ChosenBy _ -> {}
    }
  }

  /** The rule's expression is kept under the rule; its mistakes are told where it is written. */
  private void members(String rule, String within, String source) {
    keep(rule, compiled(path(rule) + within, source, ValueType.MEMBER));
  }

  private static String braced(String key) {
    return key == null ? null : "{" + key + "}";
  }

  @Override
  public void fieldAccess(String property, Map<String, TaskFieldAccess> fields) {
    for (var key : fields.keySet()) {
      boolean known =
          expressionContext.form() != null
              && expressionContext.form().definition().fields().stream()
                  .anyMatch(field -> field.key().value().equals(key));
      if (!known) {
        problem(property + "/" + key, CoreProblem.UNKNOWN_FIELD, key);
      }
    }
  }

  @Override
  public void deadline(String property, Deadline deadline) {
    if (deadline == null) {
      return;
    }
    for (int i = 0; i < deadline.stages().size(); i++) {
      var stage = deadline.stages().get(i);
      length(property + "/stages/" + i + "/after", stage.after());
      if (stage.then() == Deadline.OverdueAction.ESCALATE
          || stage.then() == Deadline.OverdueAction.TRANSFER) {
        people(property + "/stages/" + i + "/to", stage.to());
      }
    }
  }

  @Override
  public void length(String property, Delay delay) {
    if (delay != null && delay.isBefore()) {
      unsafe.add(Problem.at(path(property), FlowProblem.FLOW_TIME_BEFORE, delay.json()));
    }
  }

  @Override
  public CompiledForm ownForm() {
    if (expressionContext.form() == null) {
      problem(FlowProblem.FLOW_NEEDS_FORM);
    }
    return expressionContext.form();
  }

  @Override
  public CompiledForm form(String key) {
    var found = findForm(key);
    if (found == null) {
      problem("form", FlowProblem.FLOW_FORM, String.valueOf(key));
    }
    return found;
  }

  @Override
  public CompiledForm findForm(String key) {
    return key == null ? null : forms.get(key);
  }

  @Override
  public void assignments(CompiledForm target, Map<String, String> set) {
    set.forEach(
        (key, source) -> {
          var property = "set/" + key;
          var column = target == null ? null : target.column(key).orElse(null);
          boolean settable = column != null && !column.field().isDerived();
          if (target != null && !settable) {
            problem(property, CoreProblem.UNKNOWN_FIELD, key);
          }
          value(property, source, settable ? column.type().valueType() : null);
        });
  }

  @Override
  public void recordsOfForm(String form, String where) {
    if (form(form) != null) {
      question(form, where);
    }
  }

  @Override
  public void records(String form, String where) {
    if (form != null) {
      recordsOfForm(form, where);
    } else if (where != null) {
      problem("where", FlowProblem.FLOW_WHERE_NEEDS_FORM);
    }
  }

  @Override
  public void requireChoice(String form, String where) {
    var target = findForm(form);
    if (target != null && (where == null || where.isBlank())) {
      unsafe.add(Problem.at(path("where"), FlowProblem.FLOW_NO_WHERE, target.definition().title()));
    }
  }

  private void question(String form, String where) {
    var condition = where == null || where.isBlank() ? "TRUE" : where;
    try {
      var question = CompiledExpression.counting(form, condition, expressionContext.names());
      question
          .withoutSql()
          .ifPresent(name -> problem("where", CoreProblem.FILTER_WITHOUT_SQL, name));
      keep("where", question);
    } catch (CompiledExpression.InvalidExpression e) {
      e.problems().forEach(problem -> problems.add(problem.in(path("where"))));
    }
  }

  @Override
  public void variable(String property, String key, ValueType type) {
    if (key == null) {
      return;
    }
    var found = expressionContext.names().field(key);
    boolean isVariable =
        found.isPresent() && found.get() instanceof Reference.OfRecord own && own.column() == null;
    if (!isVariable) {
      problem(property, FlowProblem.FLOW_UNKNOWN_VARIABLE, key);
    } else if (type != null && !FlowCompiler.fits(type, found.get().type())) {
      problem(property, CoreProblem.DEFAULT_OF_OTHER_TYPE, key, found.get().type(), type);
    }
  }

  @Override
  public void condition(String property, String source) {
    value(property, source, ValueType.BOOLEAN);
  }

  @Override
  public void requiredCondition(String property, String source) {
    if (source == null || source.isBlank()) {
      problem(property, FlowProblem.FLOW_NO_CONDITION);
    } else {
      condition(property, source);
    }
  }

  @Override
  public void value(String property, String source, ValueType wanted) {
    keep(property, compiled(path(property), source, wanted));
  }

  /**
   * @param wanted null: anything
   * @return null for none, and for one with mistakes
   */
  private CompiledExpression compiled(String path, String source, ValueType wanted) {
    if (source == null || source.isBlank()) {
      return null;
    }
    try {
      var compiled = CompiledExpression.of(source, expressionContext.names());
      if (wanted != null && !FlowCompiler.fits(compiled.type(), wanted)) {
        problems.add(Problem.at(path, FlowProblem.FLOW_OTHER_TYPE, wanted, compiled.type()));
      }
      return compiled;
    } catch (CompiledExpression.InvalidExpression e) {
      e.problems().forEach(problem -> problems.add(problem.in(path)));
      return null;
    }
  }

  private void keep(String property, CompiledExpression expression) {
    if (expression != null) {
      formulas.put(property, expression);
    }
  }

  @Override
  public void texts(String property, Title text) {
    if (text == null) {
      problem(property, CoreProblem.SCHEMA_MISSING, property);
      return;
    }
    template(property + "/en", text.en() == null ? text.zh() : text.en());
    template(property + "/zh", text.zh() == null ? text.en() : text.zh());
  }

  @Override
  public void template(String property, String source) {
    if (!required(property, source)) {
      return;
    }
    var parts = new ArrayList<Template.Part>();
    for (var pair : Template.split(source)) {
      if (!pair[0].isEmpty()) {
        parts.add(new Template.Part.Literal(pair[0]));
      }
      var expression = pair[1] == null ? null : compiled(path(property), pair[1], null);
      if (expression != null) {
        parts.add(new Template.Part.Formula(expression));
      }
    }
    templates.put(property, new Template(List.copyOf(parts)));
  }
}
