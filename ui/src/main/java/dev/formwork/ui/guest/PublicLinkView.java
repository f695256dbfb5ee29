package dev.formwork.ui.guest;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.share.OpenVisits;
import dev.formwork.core.share.PublicLinkService;
import dev.formwork.core.share.PublicLinkService.ResolvedLink;
import dev.formwork.core.share.PublicLinkService.Visitor;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.component.Brand;
import dev.formwork.ui.component.LiveRefresh;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.type.FieldEditors;
import dev.formwork.ui.record.RecordDetails;
import dev.formwork.ui.record.RecordForm;
import dev.formwork.ui.record.UnsavedBanner;
import dev.formwork.ui.session.ClientAddress;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page behind a public link, for visitors without an account: a form to fill in, a look-up, or
 * a record.
 */
@Route(value = "p/:token", autoLayout = false)
public final class PublicLinkView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final transient PublicLinkService publicLinkService;
  private final transient CompiledForms forms;
  private final transient RecordQueries queries;
  private final transient RecordPreviews previews;
  private final transient OpenVisits openVisits;
  private final Div error = new Div();
  private String token;
  private transient ResolvedLink resolvedLink;
  private transient PublicLinkService.Visit visit;
  private transient Visitor visitor;

  public PublicLinkView(
      PublicLinkService publicLinkService,
      CompiledForms forms,
      RecordQueries queries,
      RecordPreviews previews,
      OpenVisits openVisits) {
    this.openVisits = openVisits;
    this.publicLinkService = publicLinkService;
    this.forms = forms;
    this.queries = queries;
    this.previews = previews;
    addClassName("fw-front");
    addClassName("fw-public");
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    token = event.getRouteParameters().get("token").orElse("");
    visitor = new Visitor(ClientAddress.current(), DeviceCookie.id(), UiTexts.locale());
    try {
      resolvedLink = ServiceCalls.await(() -> publicLinkService.door(token));
      enter(null);
    } catch (Refusal refusal) {
      over(refusal);
    }
  }

  private void enter(String password) {
    try {
      visit = ServiceCalls.await(() -> publicLinkService.enter(token, password, visitor));
      switch (visit.link().kind()) {
        case FORM -> form();
        case QUERY -> query();
        case RECORD -> record();
      }
    } catch (Refusal refusal) {
      if (refusal.kind() == Refusal.Kind.NOT_SIGNED_IN) {
        askForPassword(password != null, refusal);
      } else {
        over(refusal);
      }
    }
  }

  /** A card of what the link gives, until it gives nothing any more. */
  private void living(Component... parts) {
    var card = made(true, parts);
    LiveRefresh.keep(
        card, ended -> openVisits.watch(visit, ended), () -> over(PublicLinkService.over()));
    show(card);
  }

  private void card(boolean wide, Component... parts) {
    show(made(wide, parts));
  }

  private static Div made(boolean wide, Component... parts) {
    var card = new Div(new Brand());
    card.add(parts);
    card.addClassName("fw-front-card");
    card.getElement().getClassList().set("fw-wide-card", wide);
    return card;
  }

  private void show(Div card) {
    removeAll();
    add(card);
  }

  private void over(Refusal refusal) {
    card(
        false,
        new H1(resolvedLink == null ? UiTexts.of("join.over") : title()),
        new Paragraph(UiTexts.of(refusal)));
  }

  private String title() {
    return resolvedLink
        .link()
        .titleOr(resolvedLink.form().definition().title())
        .in(UiTexts.locale());
  }

  private Paragraph lead(String otherwise) {
    var lead = resolvedLink.link().settings().lead();
    return new Paragraph(lead == null ? otherwise : lead.in(UiTexts.locale()));
  }

  private void fail(Refusal refusal) {
    error.setText(UiTexts.of(refusal));
    error.setVisible(true);
  }

  private void askForPassword(boolean tried, Refusal refusal) {
    var password = new PasswordField(UiTexts.of("signin.password"));
    password.setWidthFull();
    password.setAutofocus(true);
    var enter = button(UiTexts.of("link.enter"), () -> enter(password.getValue()));
    error.setVisible(false);
    if (tried) {
      fail(refusal);
    }
    card(
        false,
        new H1(title()),
        new Paragraph(UiTexts.of("link.ask-password")),
        password,
        error,
        enter);
  }

  private static Button button(String label, Runnable action) {
    var button = new Button(label, _ -> action.run());
    button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    button.addClickShortcut(Key.ENTER);
    button.setWidthFull();
    button.setId("public-go");
    return button;
  }

  private FieldDisplay display() {
    return new FieldDisplay(UiTexts.locale(), visit.guest().zone(), Map.of());
  }

  /** Of what is shown, members are called by their names. */
  private FieldDisplay displayWithNames() {
    var names =
        visit.maker().people().standings().stream()
            .collect(Collectors.toMap(Membership::member, Membership::name));
    return new FieldDisplay(UiTexts.locale(), visit.guest().zone(), names);
  }

  private void form() {
    var guest = visit.guest();
    var editors = new FieldEditors(guest, visit.link().app(), forms, queries, display());
    var inputs = new RecordForm(visit.form(), new RecordForm.Services(guest, previews, editors));
    var unsaved =
        new UnsavedBanner(
            visit.form(), inputs, visit.guest().zone(), UnsavedBanner.Area.PAGE, _ -> {});
    inputs.showNew();
    inputs.onChange(unsaved::edited);
    unsaved.show("public/" + token);
    error.setVisible(false);
    var send = button(UiTexts.of("link.send"), () -> send(inputs, unsaved));
    // Enter makes a new line in long texts.
    send.getElement().setAttribute("type", "button");
    living(new H1(title()), lead(""), unsaved, inputs, error, send);
  }

  private void send(RecordForm inputs, UnsavedBanner unsaved) {
    var unread = inputs.unread();
    if (!unread.isEmpty()) {
      error.setText(UiTexts.of("link.unread", String.join(", ", unread)));
      error.setVisible(true);
      return;
    }
    try {
      var input = inputs.input();
      ServiceCalls.await(() -> publicLinkService.fill(visit, visitor, input));
      unsaved.saved();
      var thanks = resolvedLink.link().settings().thanks();
      card(
          false,
          new H1(UiTexts.of("link.sent")),
          new Paragraph(
              thanks == null ? UiTexts.of("link.sent.lead") : thanks.in(UiTexts.locale())));
    } catch (Refusal refusal) {
      var elsewhere = inputs.showProblems(refusal.problems());
      error.setText(
          elsewhere.isEmpty() ? UiTexts.of("record.fix-values") : String.join("\n", elsewhere));
      error.setVisible(true);
    }
  }

  private void record() {
    var found = ServiceCalls.await(() -> publicLinkService.look(visit));
    living(new H1(title()), lead(""), new RecordDetails(visit.form(), found, displayWithNames()));
  }

  private void query() {
    var known = new ArrayList<TextField>();
    for (var key : visit.link().settings().match()) {
      var field = visit.form().column(key).orElseThrow().field();
      var input = new TextField(field.title().in(UiTexts.locale()));
      input.setWidthFull();
      input.setId("match-" + key);
      known.add(input);
    }
    var found = new Div();
    found.addClassName("fw-found");
    error.setVisible(false);
    var look = button(UiTexts.of("link.look"), () -> look(known, found));
    living(
        new H1(title()),
        lead(UiTexts.of("link.look.lead")),
        known.get(0),
        known.get(1),
        error,
        look,
        found);
  }

  private void look(List<TextField> known, Div found) {
    found.removeAll();
    error.setVisible(false);
    try {
      var typed = known.stream().map(TextField::getValue).toList();
      var records = ServiceCalls.await(() -> publicLinkService.find(visit, visitor, typed));
      records.forEach(
          record -> found.add(new RecordDetails(visit.form(), record, displayWithNames())));
      if (records.isEmpty()) {
        found.add(new Paragraph(UiTexts.of("link.look.none")));
      }
    } catch (Refusal refusal) {
      fail(refusal);
    }
  }

  @Override
  public String getPageTitle() {
    return resolvedLink == null ? "Formwork" : title();
  }
}
