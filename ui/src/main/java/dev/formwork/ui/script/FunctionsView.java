package dev.formwork.ui.script;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.ScriptFunction;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.Title;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.ui.command.AddressKeys;
import dev.formwork.ui.definition.DefinitionServices;
import dev.formwork.ui.session.MemberView;
import dev.formwork.ui.text.UiTexts;
import java.util.List;

/** The custom functions of an app's formulas. */
@Route("functions/:app")
public final class FunctionsView extends MemberView implements HasDynamicTitle {

  private final transient DefinitionServices definitions;
  private transient Caller caller;
  private AppKey app;
  private final EditableCardList<FunctionCard> cards =
      new EditableCardList<>(UiTexts.of("function.none"));

  public FunctionsView(DefinitionServices definitions) {
    super("gallery");
    this.definitions = definitions;
    addClassName("fw-page");
  }

  @Override
  protected void enter(Caller entering, BeforeEnterEvent event) {
    caller = entering;
    app = AddressKeys.app(event);
    var found = published().published();
    removeAll();
    add(pageBar(), body());
    found.forEach(this::card);
  }

  private Div pageBar() {
    var add = new Button(UiTexts.of("function.add"), VaadinIcon.PLUS.create(), _ -> addFunction());
    add.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    add.setId("add-function");
    var save = new Button(UiTexts.of("save"), _ -> save());
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-functions");
    var actions = new Div(add, save);
    actions.addClassName("fw-actions");
    var bar = new Div(new H1(UiTexts.of("function.title")), actions);
    bar.addClassName("fw-page-bar");
    return bar;
  }

  private Div body() {
    var lead = new Paragraph(UiTexts.of("function.lead"));
    lead.addClassName("fw-muted");
    var body = new Div(lead, cards);
    body.addClassName("fw-setting");
    return body;
  }

  private void card(ScriptFunction function) {
    cards.append(new FunctionCard(function, cards::drop));
  }

  private void addFunction() {
    card(
        new ScriptFunction(
            "NET_PRICE",
            new Title("The price less a discount.", "扣除折扣后的价格"),
            List.of(
                new ScriptFunction.Argument("price", ScriptFunction.Kind.NUMBER),
                new ScriptFunction.Argument("rate", ScriptFunction.Kind.NUMBER)),
            ScriptFunction.Kind.NUMBER,
            "(price, rate) => Math.round(price * (1 - rate) * 100) / 100"));
  }

  private AppDefinitionList<ScriptFunction> published() {
    return new AppDefinitionList<>(
        definitions,
        caller,
        DefinitionId.ofApp(app, DefinitionKind.FUNCTIONS),
        ScriptFunction.class);
  }

  private void save() {
    cards.save(
        () -> published().publish(cards.cards().stream().map(FunctionCard::function).toList()),
        UiTexts.of("function.saved"));
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("function.title") + " · Formwork";
  }
}
