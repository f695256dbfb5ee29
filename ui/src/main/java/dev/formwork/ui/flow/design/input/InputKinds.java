package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import dev.formwork.core.field.Field;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.expression.FormulaInput;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.field.TypedInputs;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.AssigneeRule;
import dev.formwork.workflow.definition.Delay;
import dev.formwork.workflow.definition.NoAssigneePolicy;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The kinds of inputs that a form of the flow designer has. Each method adds one; labels are keys
 * of texts.
 */
public abstract sealed class InputKinds permits EditForm {

  public abstract FlowContext context();

  /** What formulas of the edited part speak of. */
  public abstract FlowContext.StepFormulas formulas();

  /** The step whose part is edited; null: the flow itself. */
  abstract String step();

  abstract void add(Component component);

  /** What is to be told of the changes of an input. */
  abstract <V> Consumer<V> told(Input<V> input);

  /** Makes the panel anew. */
  abstract void rebuild();

  /**
   * An input of any kind.
   *
   * @param made of what is to be told of its changes
   */
  public final <V> Input<V> input(V value, Function<Consumer<V>, Component> made) {
    var input = new Input<>(value);
    add(made.apply(told(input)));
    return input;
  }

  /** What no input stands for at the moment. */
  public final <V> Input<V> unseen(V value) {
    return new Input<>(value);
  }

  public final void hint(String key) {
    add(FlowInputs.hint(key));
  }

  /** A text; null when there is none. */
  public final Input<String> text(String label, String value) {
    return input(value, told -> FlowInputs.text(UiTexts.of(label), value, told));
  }

  /** Text that programs read. */
  public final Input<String> code(String label, String value) {
    return input(
        value,
        told -> {
          var area = new TextArea(UiTexts.of(label));
          area.setValue(FlowInputs.orEmpty(value));
          area.setWidthFull();
          area.addClassName("fw-code");
          area.setMinRows(4);
          area.addValueChangeListener(
              event -> told.accept(FlowInputs.blankToNull(event.getValue())));
          return area;
        });
  }

  public final Input<Boolean> flag(String label, boolean value) {
    return input(
        value,
        told -> {
          var box = new Checkbox(UiTexts.of(label));
          box.setValue(value);
          box.addValueChangeListener(event -> told.accept(event.getValue()));
          return box;
        });
  }

  /** A share of 1 to 100. */
  public final Input<Integer> percent(String label, int value) {
    return input(
        value,
        told -> {
          var input = TypedInputs.whole(1, 100);
          input.setLabel(UiTexts.of(label));
          input.setValue(value);
          input.setWidthFull();
          input.addValueChangeListener(
              event -> {
                if (event.getValue() != null) {
                  told.accept(event.getValue());
                }
              });
          return input;
        });
  }

  /**
   * A whole number.
   *
   * @param value 0: the usual, as when it is left empty
   */
  public final Input<Integer> count(String label, int value, int usual) {
    return input(
        value,
        told -> {
          var input = TypedInputs.whole(0, Integer.MAX_VALUE);
          input.setLabel(UiTexts.of(label));
          input.setValue(value == 0 ? null : Integer.valueOf(value));
          input.setPlaceholder(Integer.toString(usual));
          input.setWidthFull();
          input.addValueChangeListener(
              event -> {
                if (input.unread() == null) {
                  told.accept(event.getValue() == null ? 0 : event.getValue());
                }
              });
          return input;
        });
  }

  public final <E> Input<E> choice(
      String label, List<E> offered, E value, Function<E, String> named) {
    return choice(label, offered, value, null, named);
  }

  /**
   * @param none words for none; null: one must be chosen
   */
  public final <E> Input<E> choice(
      String label, List<E> offered, E value, String none, Function<E, String> named) {
    return input(
        value, told -> FlowInputs.choice(UiTexts.of(label), offered, value, none, named, told));
  }

  public final Input<String> formula(String label, String value) {
    return input(value, told -> formula(label, value, formulas().names(), told));
  }

  private FormulaInput formula(
      String label, String value, FormulaScope names, Consumer<String> told) {
    return new FormulaInput(
        UiTexts.of(label),
        formulas().tools(),
        names,
        value,
        written -> told.accept(FlowInputs.blankToNull(written)));
  }

  /** A formula that is true or false; conditions can be picked instead of written. */
  public final Input<String> condition(String label, String value) {
    var input = new Input<>(value);
    var formula = formula(label, value, formulas().names(), told(input));
    var form = formulas().form();
    var published =
        form == null || formulas().rows() != null
            ? null
            : context().published().get(form.key().value());
    if (published == null) {
      add(formula);
      return input;
    }
    Consumer<String> picked =
        condition -> {
          told(input).accept(FlowInputs.both(input.value(), condition));
          rebuild();
        };
    var pick =
        FlowInputs.small(
            "flow.condition.pick",
            VaadinIcon.PLUS,
            () -> ConditionPicker.open(context(), published, picked));
    pick.addClassName("fw-flow-pick");
    add(new Div(formula, pick));
    return input;
  }

  /**
   * Which records of a form: over that form, with THIS for the record in hand.
   *
   * @param form key; without it there is no input
   */
  public final Input<String> where(String label, String value, String form) {
    return formulas()
        .asking(form)
        .map(names -> input(value, told -> formula(label, value, names, told)))
        .orElseGet(() -> new Input<>(value));
  }

  /**
   * A form of the app.
   *
   * @param none words for choosing none; null: one must be chosen
   */
  public final Input<String> form(String label, String value, String none) {
    return choice(
        label,
        context().forms().stream().map(form -> form.key().value()).toList(),
        value,
        none,
        key -> context().form(key).map(form -> form.title().in(UiTexts.locale())).orElse(key));
  }

  public final Input<String> field(String label, String value, List<Field> offered) {
    return choice(label, FlowInputs.keys(offered), value, key -> FlowInputs.named(offered, key));
  }

  /** A variable of the flow, or none. */
  public final Input<String> variable(String label, String value) {
    return choice(
        label,
        FlowInputs.variables(context()),
        value,
        UiTexts.of("flow.none"),
        key -> FlowInputs.variable(context(), key));
  }

  /** Another flow of the app. */
  public final Input<String> flow(String label, String value) {
    var flows = context().others();
    var own = context().flow().key();
    return choice(
        label,
        flows.stream()
            .filter(flow -> !flow.key().equals(own))
            .map(flow -> flow.key().value())
            .toList(),
        value,
        key ->
            flows.stream()
                .filter(flow -> flow.key().value().equals(key))
                .findFirst()
                .map(flow -> flow.title().in(UiTexts.locale()))
                .orElse(key));
  }

  /** A step that people do; none: the submitter. */
  public final Input<String> humanStep(String label, String value) {
    return input(value, told -> StepChoice.of(context(), step(), label, value, told));
  }

  /** A text in both languages, of one line. */
  public final Input<Title> line(String label, Title value) {
    return input(value, told -> LocalizedTextInput.line(label, value, told));
  }

  /** The same of several lines. */
  public final Input<Title> lines(String label, Title value) {
    return input(value, told -> LocalizedTextInput.lines(label, value, told));
  }

  /** The same of one line, with expressions in it. */
  public final Input<Title> templateLine(String label, Title value) {
    return input(
        value, told -> LocalizedTextInput.templateLine(label, value, formulas().names(), told));
  }

  /** The same of several lines, with expressions in it. */
  public final Input<Title> template(String label, Title value) {
    return input(
        value, told -> LocalizedTextInput.template(label, value, formulas().names(), told));
  }

  /**
   * @param id of the button that adds one, behind {@code add-}
   * @param weighted whether each has a weight
   */
  public final Input<List<AssigneeRule>> people(
      String id, String label, List<AssigneeRule> value, boolean weighted) {
    return input(value, told -> new AssigneeRulesEditor(this, id, label, value, weighted, told));
  }

  /** What happens when nobody is found. */
  public final Input<NoAssigneePolicy> nobody(NoAssigneePolicy value) {
    return input(value, told -> NoAssigneeChoice.of(context(), value, told));
  }

  /** A length of time; null when it is empty. */
  public final Input<Delay> duration(String label, Delay value) {
    return input(value, told -> new DurationInput(UiTexts.of(label), value, told));
  }

  /** The same where there must be one: what is emptied stays as it was. */
  public final Input<Delay> requiredDuration(String label, Delay value) {
    return input(
        value,
        told ->
            new DurationInput(
                UiTexts.of(label),
                value,
                delay -> {
                  if (delay != null) {
                    told.accept(delay);
                  }
                }));
  }

  /**
   * Names with texts, such as headers.
   *
   * @param id of the button that adds one, behind {@code add-}
   */
  public final Input<Map<String, String>> pairs(
      String id, String label, Map<String, String> value, String left, String right) {
    return input(value, told -> new KeyValueEditor(id, label, value, left, right, told));
  }

  /**
   * Formulas for fields or variables.
   *
   * @param id of the button that adds one, behind {@code add-}
   * @param offered what a value can be given to
   */
  public final Input<Map<String, String>> values(
      String id,
      String label,
      Map<String, String> value,
      List<String> offered,
      Function<String, String> named) {
    return input(
        value, told -> new ValueAssignmentsEditor(this, id, label, value, offered, named, told));
  }
}
