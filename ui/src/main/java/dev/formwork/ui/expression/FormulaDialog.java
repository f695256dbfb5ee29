package dev.formwork.ui.expression;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionCategory;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.query.RecordQuery;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** A large formula editor: fields and functions to insert, and the result for a chosen record. */
final class FormulaDialog extends Dialog {

  private final transient FormulaContext tools;
  private final transient FormulaScope names;
  private final ExpressionEditor editor;
  private final Div offered = new Div();
  private final Div result = new Div();
  private final ComboBox<RecordRef> record = new ComboBox<>();
  private transient Optional<CompiledExpression> judged = Optional.empty();

  FormulaDialog(
      String label,
      FormulaContext tools,
      FormulaScope names,
      String stored,
      Consumer<String> onDone) {
    this.tools = tools;
    this.names = names;
    this.editor = new ExpressionEditor(label, names, stored, 5);
    setHeaderTitle(label);
    setWidth("56rem");
    setMaxWidth("96vw");
    addClassName("fw-formula-dialog");
    editor.onJudged(
        expression -> {
          judged = expression;
          tryOut();
        });
    offered.addClassName("fw-formula-offered");
    offered.getElement().setAttribute("tabindex", "0");
    offered.getElement().setAttribute("role", "group");
    offered.getElement().setAttribute("aria-label", UiTexts.of("formula.offered"));
    var search = new TextField();
    search.setPlaceholder(UiTexts.of("formula.search"));
    search.setAriaLabel(UiTexts.of("formula.search"));
    search.setValueChangeMode(ValueChangeMode.EAGER);
    search.setWidthFull();
    search.addValueChangeListener(event -> offer(event.getValue()));
    offer("");
    var side = new Div(search, offered);
    side.addClassName("fw-formula-side");
    var main = new Div(editor, trial());
    main.addClassName("fw-formula-main");
    var area = new Div(side, main);
    area.addClassName("fw-formula-area");
    add(area);
    var cancel = new Button(UiTexts.of("cancel"), _ -> close());
    var done =
        new Button(
            UiTexts.of("formula.done"),
            _ -> {
              close();
              onDone.accept(editor.value().isBlank() ? null : editor.value());
            });
    done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    getFooter().add(cancel, done);
  }

  private void offer(String search) {
    offered.removeAll();
    var wanted = search.strip().toLowerCase(Locale.ROOT);
    section(UiTexts.of("formula.fields"));
    names.entries().stream()
        .filter(
            completion ->
                (completion.label() + completion.detail())
                    .toLowerCase(Locale.ROOT)
                    .contains(wanted))
        .limit(60)
        .forEach(completion -> item(completion.label(), completion.detail(), completion.insert()));
    for (var functionCategory : FunctionCategory.values()) {
      var members =
          names.names().library().all().stream()
              .filter(
                  expressionFunction ->
                      expressionFunction.family() == functionCategory
                          && matches(expressionFunction, wanted))
              .toList();
      if (!members.isEmpty()) {
        section(UiTexts.of("formula.family." + functionCategory.name().toLowerCase(Locale.ROOT)));
        members.forEach(
            expressionFunction ->
                item(
                    expressionFunction.name(),
                    help(expressionFunction),
                    expressionFunction.name() + "()"));
      }
    }
  }

  private static boolean matches(ExpressionFunction expressionFunction, String wanted) {
    return (expressionFunction.name()
            + expressionFunction.help().chineseName()
            + expressionFunction.help().english()
            + expressionFunction.help().chinese())
        .toLowerCase(Locale.ROOT)
        .contains(wanted);
  }

  private static String help(ExpressionFunction expressionFunction) {
    return UiTexts.locale().getLanguage().equals("zh")
        ? expressionFunction.help().chineseName() + " · " + expressionFunction.help().chinese()
        : expressionFunction.help().english();
  }

  private void section(String title) {
    offered.add(new H3(title));
  }

  private void item(String label, String detail, String insert) {
    var name = new Span(label);
    var more = new Span(detail);
    more.addClassName("fw-muted");
    var button = new NativeButton();
    button.add(name, more);
    button.addClickListener(_ -> editor.insert(insert));
    offered.add(button);
  }

  /** Only a published form has records to try the formula on. */
  private Div trial() {
    var published = tools.published().get(tools.form().key().value());
    var area = new Div();
    area.addClassName("fw-formula-trial");
    if (published == null || !names.before().isEmpty()) {
      return area;
    }
    record.setLabel(UiTexts.of("formula.try"));
    record.setItemLabelGenerator(RecordRef::toString);
    record.setItems(
        (com.vaadin.flow.data.provider.Query<RecordRef, String> wanted) -> {
          var query =
              new RecordQuery(
                  null,
                  wanted.getFilter().orElse(""),
                  List.of("-updated_at"),
                  wanted.getLimit(),
                  null,
                  wanted.getOffset());
          return ServiceCalls.await(() -> tools.queries().list(tools.caller(), published, query))
              .items()
              .stream()
              .map(one -> new RecordRef(one.id().value(), one.title()));
        });
    record.addValueChangeListener(_ -> tryOut());
    result.addClassName("fw-formula-result");
    result.getElement().setAttribute("role", "status");
    area.add(record, result);
    return area;
  }

  private void tryOut() {
    var published = tools.published().get(tools.form().key().value());
    if (record.getValue() == null || judged.isEmpty() || published == null) {
      result.setText("");
      return;
    }
    result.setText(tried(published));
  }

  /** On the form as it is published: a draft has no records yet. */
  private String tried(CompiledForm published) {
    try {
      var expression = published.expression(editor.value());
      var value =
          ServiceCalls.await(
              () ->
                  tools
                      .previews()
                      .tryOut(
                          tools.caller(),
                          published,
                          new RecordId(record.getValue().id()),
                          expression)
                      .map(Optional::ofNullable));
      var text = value.map(CompiledExpression::text).orElse("");
      return text.isEmpty() ? UiTexts.of("formula.empty") : "= " + text;
    } catch (CompiledExpression.InvalidExpression e) {
      return UiTexts.of("formula.publish-first");
    } catch (Refusal refusal) {
      return UiTexts.of(refusal);
    }
  }
}
