package dev.formwork.ui.setting;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.Title;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.script.ScriptFunction;
import dev.formwork.designer.function.AppFunctions;
import dev.formwork.ui.shell.Backend;
import dev.formwork.ui.shell.Shell;
import dev.formwork.ui.shell.Texts;
import dev.formwork.ui.shell.Toast;
import dev.formwork.ui.shell.Visit;
import java.util.ArrayList;
import java.util.List;

/** The functions an app's team wrote for its formulas. */
@Route(value = "functions/:app", layout = Shell.class)
public final class FunctionsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final transient AppFunctions functions;
  private transient Caller caller;
  private String app;
  private final Div cards = new Div();
  private final transient List<FunctionCard> shown = new ArrayList<>();

  public FunctionsView(AppFunctions functions) {
    this.functions = functions;
    addClassName("fw-page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!Visit.isPresent()) {
      return;
    }
    caller = Visit.caller();
    app = event.getRouteParameters().get("app").orElseThrow();
    if (caller.role() != Caller.Role.ADMINISTRATOR) {
      event.forwardTo("gallery");
      return;
    }
    try {
      var found = Backend.await(() -> functions.list(caller, app));
      removeAll();
      add(pageBar(), body());
      show(found);
    } catch (Refusal refusal) {
      Toast.refused(refusal);
      event.forwardTo("gallery");
    }
  }

  private Div pageBar() {
    var add = new Button(Texts.of("function.add"), VaadinIcon.PLUS.create(), _ -> addFunction());
    add.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    add.setId("add-function");
    var save = new Button(Texts.of("save"), _ -> save());
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-functions");
    var actions = new Div(add, save);
    actions.addClassName("fw-actions");
    var bar = new Div(new H1(Texts.of("function.title")), actions);
    bar.addClassName("fw-page-bar");
    return bar;
  }

  private Div body() {
    var lead = new Paragraph(Texts.of("function.lead"));
    lead.addClassName("fw-muted");
    cards.addClassName("fw-function-cards");
    var body = new Div(lead, cards);
    body.addClassName("fw-setting");
    return body;
  }

  private void show(List<ScriptFunction> list) {
    cards.removeAll();
    shown.clear();
    list.forEach(this::card);
    if (list.isEmpty()) {
      var empty = new Paragraph(Texts.of("function.none"));
      empty.addClassName("fw-muted");
      cards.add(empty);
    }
  }

  private void card(ScriptFunction function) {
    var card = new FunctionCard(function, this::remove);
    shown.add(card);
    cards.add(card);
  }

  private void remove(FunctionCard card) {
    shown.remove(card);
    cards.remove(card);
  }

  private void addFunction() {
    if (shown.isEmpty()) {
      cards.removeAll();
    }
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

  private void save() {
    shown.forEach(FunctionCard::clearErrors);
    try {
      var all = shown.stream().map(FunctionCard::function).toList();
      Backend.await(() -> functions.save(caller, app, all));
      Toast.done(Texts.of("function.saved"));
    } catch (Refusal refusal) {
      if (!refusal.problems().stream().allMatch(this::mark)) {
        Toast.refused(refusal);
      }
    }
  }

  /** True when a card shows it. */
  private boolean mark(Problem problem) {
    var parts = problem.path().split("/", -1);
    return parts.length == 3
        && parts[1].matches("[0-9]+")
        && shown.get(Integer.parseInt(parts[1])).mark(parts[2], Texts.of(problem));
  }

  @Override
  public String getPageTitle() {
    return Texts.of("function.title") + " · Formwork";
  }
}
