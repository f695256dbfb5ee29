package dev.formwork.ui.expression;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.problem.Messages;
import dev.formwork.ui.text.UiTexts;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An input for a formula. Names are shown by their titles and stored by their keys; every pause in
 * typing asks for a judgement.
 */
@Tag("fw-expression")
public final class ExpressionEditor extends Component {

  private static final String MODULE = "context://formwork/expression-editor.js";

  private final transient FormulaScope names;
  private transient Consumer<String> onLeft = _ -> {};
  private transient Consumer<Optional<CompiledExpression>> onJudged = _ -> {};
  private String value;

  /**
   * @param stored with keys; nullable
   * @param rows lines shown at first
   */
  public ExpressionEditor(String label, FormulaScope names, String stored, int rows) {
    this.names = names;
    this.value = stored == null ? "" : stored;
    getElement().setAttribute("label", label);
    getElement().setAttribute("rows", Integer.toString(rows));
    getElement()
        .addEventListener(
            "fw-typed",
            event ->
                typed(
                    event.getEventData().get("event.detail.value").asString(),
                    event.getEventData().get("event.detail.done").asBoolean()))
        .addEventData("event.detail.value")
        .addEventData("event.detail.done");
  }

  /** Told with keys when the input is left, also while it has mistakes. */
  public void onLeft(Consumer<String> listener) {
    onLeft = listener;
  }

  /** Told after each judgement; empty while it has mistakes. */
  void onJudged(Consumer<Optional<CompiledExpression>> listener) {
    onJudged = listener;
  }

  public String value() {
    return value;
  }

  /** Writes at the caret. */
  void insert(String text) {
    getElement().callJsFunction("insert", text);
  }

  @Override
  protected void onAttach(AttachEvent event) {
    event.getUI().getPage().addJsModule(MODULE);
    var shown = names.shown(value, UiTexts.locale());
    getElement()
        .executeJs(
            "customElements.whenDefined('fw-expression').then(() => {"
                + "this.offer(JSON.parse($0), JSON.parse($1)); this.value = $2; })",
            offered(),
            functions(),
            shown);
    judge(shown);
  }

  private void typed(String written, boolean done) {
    value = names.stored(written);
    judge(written);
    if (done) {
      onLeft.accept(value);
    }
  }

  private void judge(String written) {
    if (written.isBlank()) {
      say(written, DefinitionJson.mapper().createArrayNode(), "");
      onJudged.accept(Optional.empty());
      return;
    }
    var checkResult = names.judge(written);
    var problems = DefinitionJson.mapper().createArrayNode();
    checkResult
        .problems()
        .forEach(
            problem ->
                problems
                    .addObject()
                    .put("from", problem.position())
                    .put("message", problem.in("").message(UiTexts.locale())));
    var expression = Optional.ofNullable(checkResult.expression());
    say(
        written,
        problems,
        expression.map(one -> UiTexts.of("formula.gives", type(one.type()))).orElse(""));
    onJudged.accept(expression);
  }

  private static String type(ValueType type) {
    return Messages.sentence(UiTexts.locale(), type.messageKey());
  }

  private void say(String written, ArrayNode problems, String gives) {
    getElement()
        .executeJs(
            "customElements.whenDefined('fw-expression').then(() => this.judge($0, JSON.parse($1), $2))",
            written,
            problems.toString(),
            gives);
  }

  private String offered() {
    var list = DefinitionJson.mapper().createArrayNode();
    names
        .entries()
        .forEach(
            completion ->
                list.addObject()
                    .put("label", completion.label())
                    .put("insert", completion.insert())
                    .put("detail", completion.detail()));
    return list.toString();
  }

  private String functions() {
    boolean chinese = UiTexts.locale().getLanguage().equals("zh");
    var list = DefinitionJson.mapper().createArrayNode();
    names
        .names()
        .library()
        .all()
        .forEach(
            expressionFunction ->
                list.addObject()
                    .put("name", expressionFunction.name())
                    .put("title", chinese ? expressionFunction.help().chineseName() : "")
                    .put("signature", String.join("   ", expressionFunction.signatures()))
                    .put(
                        "help",
                        chinese
                            ? expressionFunction.help().chinese()
                            : expressionFunction.help().english())
                    .put("example", expressionFunction.help().example()));
    return list.toString();
  }
}
