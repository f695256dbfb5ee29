package dev.formwork.workflow.compile;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.syntax.ExpressionProblem;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.field.StageField;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Problem;
import dev.formwork.workflow.definition.AssigneeRule;
import dev.formwork.workflow.definition.Deadline;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.TaskFieldAccess;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compiles the expressions and templates of one step and checks the forms, fields, variables and
 * steps it refers to.
 */
final class StepCompiler {

  private static final Set<String> FUNCTIONS = Set.of("sum", "average", "min", "max", "count");
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private static final int MAX_ROUNDS = 500;

  private final ExpressionContext expressionContext;
  private final Map<String, CompiledForm> forms;
  private final List<Problem> problems;
  private final Map<String, CompiledExpression> formulas = new HashMap<>();
  private final Map<String, Template> templates = new HashMap<>();
  private String at = "";

  StepCompiler(
      ExpressionContext expressionContext,
      Map<String, CompiledForm> forms,
      List<Problem> problems) {
    this.expressionContext = expressionContext;
    this.forms = forms;
    this.problems = problems;
  }

  Map<String, CompiledExpression> formulas() {
    return Map.copyOf(formulas);
  }

  Map<String, Template> templates() {
    return Map.copyOf(templates);
  }

  void read(Step step, String path) {
    at = path;
    switch (step) {
      case Step.Approve approve -> {
        people(approve.assign(), "assign");
        fields(approve.fields());
        due(approve.due());
      }
      case Step.Fill fill -> {
        people(fill.assign(), "assign");
        fields(fill.fields());
        due(fill.due());
      }
      case Step.Notify notify -> {
        people(notify.to(), "to");
        texts("message", notify.message());
      }
      case Step.Branch branch -> branch(branch);
      case Step.Parallel parallel -> parallel(parallel);
      case Step.ForEach each -> where(each.form(), each.where(), each.rows() == null);
      case Step.Repeat repeat -> {
        need("while", condition(repeat.condition(), at + "/while"));
        if (repeat.max() < 0 || repeat.max() > MAX_ROUNDS) {
          problems.add(Problem.at(at + "/max", "number-above", MAX_ROUNDS));
        }
      }
      case Step.Wait wait -> wait(wait);
      case Step.Call call -> call(call);
      case Step.End _ -> {}
      case Step.Create create -> {
        set(form(create.form()), create.set());
        variable(create.into(), at + "/into", ValueType.RECORD);
      }
      case Step.Update update -> {
        where(update.form(), update.where(), false);
        set(update.form() == null ? ownForm() : form(update.form()), update.set());
      }
      case Step.Delete delete -> where(delete.form(), delete.where(), false);
      case Step.Aggregate aggregate -> aggregate(aggregate);
      case Step.Http http -> http(http);
      case Step.Email email -> {
        if (!email.to().isEmpty() || email.address() == null) {
          people(email.to(), "to");
        }
        keep("address", value(email.address(), at + "/address", ValueType.TEXT));
        texts("subject", email.subject());
        texts("text", email.text());
      }
      case Step.Message message -> {
        template("url", message.url());
        texts("text", message.text());
        if (message.channel() == null) {
          problems.add(Problem.at(at + "/channel", "schema-missing", "channel"));
        }
      }
      case Step.Script script -> {
        if (script.script() == null || script.script().isBlank()) {
          problems.add(Problem.at(at + "/script", "schema-missing", "script"));
        }
        variable(script.into(), at + "/into", null);
      }
      case Step.Transition transition -> transition(transition);
      case Step.Assign assign -> assign(assign);
    }
  }

  private void people(List<AssigneeRule> people, String name) {
    if (people.isEmpty()) {
      problems.add(Problem.at(at + "/" + name, "flow-nobody-named"));
    }
    for (int i = 0; i < people.size(); i++) {
      var path = name + "/" + i;
      switch (people.get(i)) {
        case AssigneeRule.InField(var field, _) ->
            keep(path, value(braced(field), at + "/" + path + "/field", ValueType.MEMBER));
        case AssigneeRule.ManagerOf one when !"submitter".equals(one.managerOf()) ->
            keep(
                path,
                value(braced(one.managerOf()), at + "/" + path + "/managerOf", ValueType.MEMBER));
        case AssigneeRule.Computed(var expression, _) ->
            keep(path, value(expression, at + "/" + path + "/expression", ValueType.MEMBER));
        case AssigneeRule.Named _,
            AssigneeRule.InRole _,
            AssigneeRule.InDepartment _,
            AssigneeRule.HeadOf _,
            AssigneeRule.Submitter _,
            AssigneeRule.ManagerOf _,
            AssigneeRule.ChosenBy _ -> {}
      }
    }
  }

  private static String braced(String key) {
    return key == null ? null : "{" + key + "}";
  }

  private void fields(Map<String, TaskFieldAccess> fields) {
    for (var key : fields.keySet()) {
      boolean known =
          expressionContext.form() != null
              && expressionContext.form().definition().fields().stream()
                  .anyMatch(field -> field.key().value().equals(key));
      if (!known) {
        problems.add(Problem.at(at + "/fields/" + key, "unknown-field", key));
      }
    }
  }

  private void due(Deadline deadline) {
    if (deadline == null) {
      return;
    }
    for (int i = 0; i < deadline.stages().size(); i++) {
      var stage = deadline.stages().get(i);
      boolean needsPeople =
          stage.then() == Deadline.OverdueAction.ESCALATE
              || stage.then() == Deadline.OverdueAction.TRANSFER;
      if (needsPeople) {
        people(stage.to(), "due/stages/" + i + "/to");
      }
    }
  }

  private void branch(Step.Branch branch) {
    if (branch.cases().isEmpty()) {
      problems.add(Problem.at(at + "/cases", "flow-no-cases"));
    }
    for (int i = 0; i < branch.cases().size(); i++) {
      var path = "cases/" + i + "/when";
      var condition = condition(branch.cases().get(i).when(), at + "/" + path);
      if (branch.cases().get(i).when() == null || branch.cases().get(i).when().isBlank()) {
        problems.add(Problem.at(at + "/" + path, "flow-no-condition"));
      }
      keep(path, condition);
    }
  }

  private void parallel(Step.Parallel parallel) {
    if (parallel.lanes().isEmpty()) {
      problems.add(Problem.at(at + "/lanes", "flow-no-lanes"));
    }
    if (parallel.join() > parallel.lanes().size()) {
      problems.add(Problem.at(at + "/join", "number-above", parallel.lanes().size()));
    }
  }

  private void wait(Step.Wait wait) {
    int kinds =
        (wait.duration() == null ? 0 : 1)
            + (wait.until() == null ? 0 : 1)
            + (wait.event() == null ? 0 : 1);
    if (kinds != 1) {
      problems.add(Problem.at(at, "flow-wait-one"));
    }
    keep("until", value(wait.until(), at + "/until", ValueType.DATE_TIME));
    if (wait.event() != null) {
      where(wait.event().form(), wait.event().where(), wait.event().form() != null);
      keep("event/when", condition(wait.event().when(), at + "/event/when"));
    }
  }

  private void call(Step.Call call) {
    if (call.flow() == null) {
      problems.add(Problem.at(at + "/flow", "schema-missing", "flow"));
    }
    call.in().forEach((key, source) -> keep("in/" + key, value(source, at + "/in/" + key, null)));
    call.out().keySet().forEach(key -> variable(key, at + "/out/" + key, null));
  }

  private void aggregate(Step.Aggregate aggregate) {
    where(aggregate.form(), aggregate.where(), true);
    variable(aggregate.into(), at + "/into", ValueType.NUMBER);
    if (!FUNCTIONS.contains(String.valueOf(aggregate.of()))) {
      problems.add(Problem.at(at + "/of", "flow-aggregate", String.valueOf(aggregate.of())));
    }
    var other = forms.get(String.valueOf(aggregate.form()));
    boolean counts = "count".equals(aggregate.of());
    if (other != null && !counts) {
      var column = other.column(String.valueOf(aggregate.field())).filter(Column::isStored);
      if (column.filter(one -> one.type().valueType() == ValueType.NUMBER).isEmpty()) {
        problems.add(Problem.at(at + "/field", "not-a-number", String.valueOf(aggregate.field())));
      }
    }
  }

  private void http(Step.Http http) {
    template("url", http.url());
    http.headers().forEach((name, text) -> template("headers/" + name, text));
    if (http.body() != null) {
      template("body", http.body());
    }
    http.into().keySet().forEach(key -> variable(key, at + "/into/" + key, null));
    if (!METHODS.contains(http.method())) {
      problems.add(Problem.at(at + "/method", "outbound-method", http.method()));
    }
    if (http.url() != null && !http.url().contains("{{") && !http.url().startsWith("secret:")) {
      try {
        URI.create(http.url());
      } catch (IllegalArgumentException _) {
        problems.add(Problem.at(at + "/url", "outbound-address", http.url()));
      }
    }
  }

  private void transition(Step.Transition transition) {
    if (!names(transition.field(), "field") || !names(transition.to(), "to")) {
      return;
    }
    var own = ownForm();
    var stage =
        own == null
            ? null
            : own.definition().fields().stream()
                .filter(field -> field.key().value().equals(transition.field()))
                .findFirst()
                .orElse(null);
    if (!(stage instanceof StageField known)) {
      problems.add(Problem.at(at + "/field", "unknown-field", String.valueOf(transition.field())));
    } else if (known.stages().stream().noneMatch(one -> one.key().equals(transition.to()))) {
      problems.add(Problem.at(at + "/to", "flow-unknown-stage", String.valueOf(transition.to())));
    }
  }

  /** Whether a step names what it needs; else it is told. */
  private boolean names(String value, String property) {
    if (value == null || value.isBlank()) {
      problems.add(Problem.at(at + "/" + property, "schema-missing", property));
      return false;
    }
    return true;
  }

  private void assign(Step.Assign assign) {
    people(assign.among(), "among");
    var own = names(assign.field(), "field") ? ownForm() : null;
    if (assign.field() == null || own == null) {
      return;
    }
    if (own.column(String.valueOf(assign.field()))
        .filter(column -> column.type().valueType() == ValueType.MEMBER)
        .isEmpty()) {
      problems.add(Problem.at(at + "/field", "unknown-field", String.valueOf(assign.field())));
    } else {
      where(own.key(), assign.load(), false);
    }
  }

  /** Values for fields; each must fit where it goes. */
  private void set(CompiledForm target, Map<String, String> set) {
    set.forEach(
        (key, source) -> {
          var path = at + "/set/" + key;
          var column = target == null ? null : target.column(key).orElse(null);
          boolean settable = column != null && !column.field().isDerived();
          if (target != null && !settable) {
            problems.add(Problem.at(path, "unknown-field", key));
          }
          keep("set/" + key, value(source, path, settable ? column.type().valueType() : null));
        });
  }

  private CompiledForm ownForm() {
    if (expressionContext.form() == null) {
      problems.add(Problem.at(at, "flow-needs-form"));
    }
    return expressionContext.form();
  }

  private CompiledForm form(String key) {
    var found = key == null ? null : forms.get(key);
    if (found == null) {
      problems.add(Problem.at(at + "/form", "flow-form", String.valueOf(key)));
    }
    return found;
  }

  /** Which records of a form: compiled as the question to it that it is. */
  private void where(String form, String where, boolean needsForm) {
    if (form == null) {
      if (needsForm) {
        form(null);
      } else if (where != null) {
        problems.add(Problem.at(at + "/where", "flow-where-needs-form"));
      }
      return;
    }
    if (form(form) == null) {
      return;
    }
    var condition = where == null || where.isBlank() ? "TRUE" : where;
    var before = "COUNTRECORDS(\"" + form + "\", ";
    try {
      var question = CompiledExpression.of(before + condition + ")", expressionContext.names());
      question
          .withoutSql()
          .ifPresent(name -> problems.add(Problem.at(at + "/where", "filter-without-sql", name)));
      keep("where", question);
    } catch (CompiledExpression.InvalidExpression e) {
      e.problems().stream()
          .map(
              problem ->
                  new ExpressionProblem(
                      Math.max(0, problem.position() - before.length()),
                      problem.code(),
                      problem.arguments()))
          .forEach(problem -> problems.add(problem.in(at + "/where")));
    }
  }

  void variable(String key, String path, ValueType type) {
    if (key == null) {
      return;
    }
    var found = expressionContext.names().field(key);
    boolean isVariable =
        found.isPresent()
            && found.get() instanceof dev.formwork.core.expression.Reference.OfRecord own
            && own.column() == null;
    if (!isVariable) {
      problems.add(Problem.at(path, "flow-unknown-variable", key));
    } else if (type != null && !FlowCompiler.fits(type, found.get().type())) {
      problems.add(Problem.at(path, "default-of-other-type", key, found.get().type(), type));
    }
  }

  CompiledExpression condition(String source, String path) {
    return value(source, path, ValueType.BOOLEAN);
  }

  /**
   * @param wanted null: anything
   * @return null for none, and for one with mistakes
   */
  CompiledExpression value(String source, String path, ValueType wanted) {
    if (source == null || source.isBlank()) {
      return null;
    }
    try {
      var compiled = CompiledExpression.of(source, expressionContext.names());
      if (wanted != null && !FlowCompiler.fits(compiled.type(), wanted)) {
        problems.add(Problem.at(path, "flow-other-type", wanted, compiled.type()));
      }
      return compiled;
    } catch (CompiledExpression.InvalidExpression e) {
      e.problems().forEach(problem -> problems.add(problem.in(path)));
      return null;
    }
  }

  private void need(String path, CompiledExpression expression) {
    if (expression == null) {
      problems.add(Problem.at(at + "/" + path, "flow-no-condition"));
    }
    keep(path, expression);
  }

  private void keep(String path, CompiledExpression expression) {
    if (expression != null) {
      formulas.put(path, expression);
    }
  }

  private void texts(String path, Title text) {
    if (text == null) {
      problems.add(Problem.at(at + "/" + path, "schema-missing", path));
      return;
    }
    template(path + "/en", text.en() == null ? text.zh() : text.en());
    template(path + "/zh", text.zh() == null ? text.en() : text.zh());
  }

  private void template(String path, String source) {
    if (source == null || source.isBlank()) {
      problems.add(Problem.at(at + "/" + path, "schema-missing", path));
      return;
    }
    var parts = new java.util.ArrayList<Template.Part>();
    for (var pair : Template.split(source)) {
      if (!pair[0].isEmpty()) {
        parts.add(new Template.Part.Literal(pair[0]));
      }
      var expression = pair[1] == null ? null : value(pair[1], at + "/" + path, null);
      if (expression != null) {
        parts.add(new Template.Part.Formula(expression));
      }
    }
    templates.put(path, new Template(List.copyOf(parts)));
  }
}
