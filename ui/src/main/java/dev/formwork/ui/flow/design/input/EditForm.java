package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.text.UiTexts;
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
public final class EditForm<T> extends InputKinds {

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

  @Override
  public void rebuild() {
    rebuild.run();
  }

  @Override
  public FlowContext context() {
    return context.get();
  }

  @Override
  String step() {
    return step;
  }

  @Override
  public FlowContext.StepFormulas formulas() {
    return context().formulas(step);
  }

  @Override
  public void add(Component component) {
    container.add(component);
  }

  @Override
  <V> Consumer<V> told(Input<V> input) {
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
}
