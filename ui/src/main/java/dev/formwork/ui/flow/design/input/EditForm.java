package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import dev.formwork.core.field.Field;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.expression.FormulaInput;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.AssigneeRule;
import dev.formwork.workflow.definition.Delay;
import dev.formwork.workflow.definition.NoAssigneePolicy;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The inputs of one part of a flow, such as a step. Each method adds an input; what they stand for
 * together is made into the changed part by {@link #stores}, from the part as it is then, so that a
 * change made elsewhere meanwhile is not lost. Labels are keys of texts.
 *
 * @param <T> the part, an immutable record
 */
public final class EditForm<T> {

  /** What the inputs of a part have in common, wherever on the panel they stand. */
  private static final class Part<T> {

    private final Consumer<UnaryOperator<T>> change;
    private UnaryOperator<T> made = UnaryOperator.identity();
    private Input<Title> title;

    Part(Consumer<UnaryOperator<T>> change) {
      this.change = change;
    }
  }

  private final HasComponents container;
  private final Supplier<FlowContext> context;
  private final String step;
  private final Part<T> part;
  private final Runnable rebuild;

  private EditForm(
      HasComponents container,
      Supplier<FlowContext> context,
      String step,
      Part<T> part,
      Runnable rebuild) {
    this.container = container;
    this.context = context;
    this.step = step;
    this.part = part;
    this.rebuild = rebuild;
  }

  /**
   * @param container takes the inputs
   * @param step whose formulas these are; null: the flow's own
   * @param change stores what becomes of the part
   * @param rebuild makes the panel anew, when other inputs are needed
   */
  public EditForm(
      HasComponents container,
      Supplier<FlowContext> context,
      String step,
      Consumer<UnaryOperator<T>> change,
      Runnable rebuild) {
    this(container, context, step, new Part<>(change), rebuild);
  }

  /** The inputs of something inside, behind those there are. */
  public <P> EditForm<P> part(Function<T, P> read, BiFunction<T, P, T> write) {
    return of(
        container,
        inside -> change(whole -> write.apply(whole, inside.apply(read.apply(whole)))),
        rebuild);
  }

  /** The inputs of a part that is kept elsewhere, such as one of a list. */
  <P> EditForm<P> of(
      HasComponents other, Consumer<UnaryOperator<P>> changeOther, Runnable rebuildOther) {
    return new EditForm<>(other, context, step, changeOther, rebuildOther);
  }

  /** Inputs of the same part in another place. */
  private EditForm<T> in(HasComponents other) {
    return new EditForm<>(other, context, step, part, rebuild);
  }

  /**
   * Inputs side by side.
   *
   * @param name as the style sheet calls it
   */
  public EditForm<T> row(String name) {
    var row = new Div();
    row.addClassName(name);
    add(row);
    return in(row);
  }

  /** Inputs under a heading. */
  public EditForm<T> section(String label) {
    var section = row("fw-flow-section");
    section.add(new H3(UiTexts.of(label)));
    return section;
  }

  /** Inputs that can be folded away. */
  public EditForm<T> folded(String label, boolean open) {
    var body = new Div();
    add(FlowInputs.folded(label, open, body));
    return in(body);
  }

  /** How the part is made of what the inputs stand for. */
  public void stores(UnaryOperator<T> made) {
    part.made = made;
  }

  private void store() {
    change(part.made);
  }

  /** A change that no single input stands for. */
  public void change(UnaryOperator<T> made) {
    part.change.accept(made);
  }

  public void rebuild() {
    rebuild.run();
  }

  public FlowContext context() {
    return context.get();
  }

  /** Null for the flow itself. */
  String step() {
    return step;
  }

  public FlowContext.StepFormulas formulas() {
    return context().formulas(step);
  }

  public void add(Component component) {
    container.add(component);
  }

  public void hint(String key) {
    add(FlowInputs.hint(key));
  }

  /** What no input stands for at the moment. */
  public <V> Input<V> unseen(V value) {
    return new Input<>(value);
  }

  /**
   * An input of any kind.
   *
   * @param made of what is to be told of its changes
   */
  public <V> Input<V> input(V value, Function<Consumer<V>, Component> made) {
    var input = new Input<>(value);
    add(made.apply(told(input)));
    return input;
  }

  private <V> Consumer<V> told(Input<V> input) {
    return value -> {
      input.set(value);
      store();
      if (input.rebuilds()) {
        rebuild();
      }
    };
  }

  /** The title of what is edited. */
  public Input<Title> titled(String label, Title value) {
    part.title = line(label, value);
    return part.title;
  }

  /** As {@link #titled} gave it; nullable. */
  public Title title() {
    return part.title.value();
  }

  /** A text; null when there is none. */
  public Input<String> text(String label, String value) {
    return input(value, told -> FlowInputs.text(UiTexts.of(label), value, told));
  }

  /** Text that programs read. */
  public Input<String> code(String label, String value) {
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

  public Input<Boolean> flag(String label, boolean value) {
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
  public Input<Integer> percent(String label, int value) {
    return input(
        value,
        told -> {
          var input = new IntegerField(UiTexts.of(label));
          input.setMin(1);
          input.setMax(100);
          input.setValue(value);
          input.setWidthFull();
          input.addValueChangeListener(
              event -> {
                var share = event.getValue();
                if (share != null && share >= 1 && share <= 100) {
                  told.accept(share);
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
  public Input<Integer> count(String label, int value, int usual) {
    return input(
        value,
        told -> {
          var input = new IntegerField(UiTexts.of(label));
          input.setValue(value == 0 ? null : Integer.valueOf(value));
          input.setMin(0);
          input.setPlaceholder(Integer.toString(usual));
          input.setWidthFull();
          input.addValueChangeListener(
              event -> {
                var number = event.getValue();
                if (number == null || number >= 0) {
                  told.accept(number == null ? 0 : number);
                }
              });
          return input;
        });
  }

  public <E> Input<E> choice(String label, List<E> offered, E value, Function<E, String> named) {
    return choice(label, offered, value, null, named);
  }

  /**
   * @param none words for none; null: one must be chosen
   */
  public <E> Input<E> choice(
      String label, List<E> offered, E value, String none, Function<E, String> named) {
    return input(
        value,
        told -> FlowInputs.choice(UiTexts.of(label), offered, value, none, named, told));
  }

  public Input<String> formula(String label, String value) {
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
  public Input<String> condition(String label, String value) {
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
          input.set(FlowInputs.both(input.value(), condition));
          store();
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
  public Input<String> where(String label, String value, String form) {
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
  public Input<String> form(String label, String value, String none) {
    return choice(
        label,
        context().forms().stream().map(form -> form.key().value()).toList(),
        value,
        none,
        key ->
            context().form(key).map(form -> form.title().in(UiTexts.locale())).orElse(key));
  }

  public Input<String> field(String label, String value, List<Field> offered) {
    return choice(
        label, FlowInputs.keys(offered), value, key -> FlowInputs.named(offered, key));
  }

  /** A variable of the flow, or none. */
  public Input<String> variable(String label, String value) {
    return choice(
        label,
        FlowInputs.variables(context()),
        value,
        UiTexts.of("flow.none"),
        key -> FlowInputs.variable(context(), key));
  }

  /** Another flow of the app. */
  public Input<String> flow(String label, String value) {
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
  public Input<String> humanStep(String label, String value) {
    return input(value, told -> StepChoice.of(context(), step, label, value, told));
  }

  /** A text in both languages, of one line. */
  public Input<Title> line(String label, Title value) {
    return input(value, told -> LocalizedTextInput.line(label, value, told));
  }

  /** The same of several lines. */
  public Input<Title> lines(String label, Title value) {
    return input(value, told -> LocalizedTextInput.lines(label, value, told));
  }

  /** The same of one line, with expressions in it. */
  public Input<Title> templateLine(String label, Title value) {
    return input(
        value, told -> LocalizedTextInput.templateLine(label, value, formulas().names(), told));
  }

  /** The same of several lines, with expressions in it. */
  public Input<Title> template(String label, Title value) {
    return input(
        value, told -> LocalizedTextInput.template(label, value, formulas().names(), told));
  }

  /**
   * @param id of the button that adds one, behind {@code add-}
   * @param weighted whether each has a weight
   */
  public Input<List<AssigneeRule>> people(
      String id, String label, List<AssigneeRule> value, boolean weighted) {
    return input(
        value, told -> new AssigneeRulesEditor(this, id, label, value, weighted, told));
  }

  /** What happens when nobody is found. */
  public Input<NoAssigneePolicy> nobody(NoAssigneePolicy value) {
    return input(value, told -> NoAssigneeChoice.of(context(), value, told));
  }

  /** A length of time; null when it is empty. */
  public Input<Delay> duration(String label, Delay value) {
    return input(value, told -> new DurationInput(UiTexts.of(label), value, told));
  }

  /** The same where there must be one: what is emptied stays as it was. */
  public Input<Delay> requiredDuration(String label, Delay value) {
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
  public Input<Map<String, String>> pairs(
      String id, String label, Map<String, String> value, String left, String right) {
    return input(value, told -> new KeyValueEditor(id, label, value, left, right, told));
  }

  /**
   * Formulas for fields or variables.
   *
   * @param id of the button that adds one, behind {@code add-}
   * @param offered what a value can be given to
   */
  public Input<Map<String, String>> values(
      String id,
      String label,
      Map<String, String> value,
      List<String> offered,
      Function<String, String> named) {
    return input(
        value,
        told -> new ValueAssignmentsEditor(this, id, label, value, offered, named, told));
  }
}
