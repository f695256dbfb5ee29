package dev.formwork.ui.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.virtuallist.VirtualList;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.invitation.OneTimeLinks;
import dev.formwork.core.organization.Department;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.text.UiTexts;
import java.util.Locale;
import java.util.Map;

/** Everyone in the workspace, and the invitations that are open. */
final class MembersPanel extends Div {

  private final transient Caller caller;
  private final transient PeopleServices services;
  private final TextField search = new TextField();
  private final VirtualList<Membership> list = new VirtualList<>();
  private final Div invitations = new Div();

  MembersPanel(Caller caller, PeopleServices services) {
    this.caller = caller;
    this.services = services;
    addClassName("fw-people-panel");
    search.setPlaceholder(UiTexts.of("people.search"));
    search.setAriaLabel(UiTexts.of("people.search"));
    search.setPrefixComponent(VaadinIcon.SEARCH.create());
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.addValueChangeListener(_ -> fill());
    var invite =
        new Button(
            UiTexts.of("people.invite"),
            VaadinIcon.PLUS.create(),
            _ -> new InviteDialog(caller, services, this::fill).open());
    invite.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    invite.setId("invite");
    var file =
        new Button(
            UiTexts.of("people.file"),
            VaadinIcon.UPLOAD.create(),
            _ -> new MemberImportDialog(caller, services, this::fill).open());
    file.setId("member-file");
    var tools = new Div(search, file, invite);
    tools.addClassName("fw-tools");
    list.addClassName("fw-people-list");
    list.setRenderer(new ComponentRenderer<>(this::line));
    list.getElement().setAttribute("aria-label", UiTexts.of("people.members"));
    invitations.addClassName("fw-people-invitations");
    add(tools, invitations, list);
    fill();
  }

  private Organization people() {
    return caller.organization().now();
  }

  private void fill() {
    var words = search.getValue().toLowerCase(Locale.ROOT).strip();
    list.setItems(
        people().standings().stream()
            .filter(one -> !one.service())
            .filter(
                one ->
                    one.name().toLowerCase(Locale.ROOT).contains(words)
                        || one.login().contains(words))
            .sorted(java.util.Comparator.comparing((Membership one) -> !one.active()))
            .toList());
    invitations.removeAll();
    var open = ServiceCalls.await(() -> services.links.open(caller));
    if (!open.isEmpty()) {
      invitations.add(new H2(UiTexts.of("people.invitations")));
      open.forEach(link -> invitations.add(invitation(link)));
    }
  }

  private Div invitation(OneTimeLinks.OpenLink link) {
    var display = new FieldDisplay(UiTexts.locale(), caller.zone(), Map.of());
    var name =
        new Span(
            link.invited().name() != null
                ? link.invited().name()
                : link.email() != null ? link.email() : UiTexts.of("people.someone"));
    name.addClassName("fw-strong");
    var until = new Span(UiTexts.of("token.until", display.moment(link.expiresAt())));
    until.addClassName("fw-muted");
    var revoke =
        new Button(
            UiTexts.of("people.withdraw"),
            _ -> {
              if (UiCommands.done(() -> services.links.revoke(caller, link.id()))) {
                fill();
              }
            });
    revoke.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    var line = new Div(new Div(name, until), revoke);
    line.addClassName("fw-token");
    return line;
  }

  private Div line(Membership membership) {
    var name =
        new NativeButton(
            membership.name(),
            _ -> new MemberDialog(caller, membership, services, this::saved).open());
    name.addClassName("fw-person-name");
    var login =
        new Span(
            membership.email() == null || membership.email().equalsIgnoreCase(membership.login())
                ? membership.login()
                : membership.login() + " · " + membership.email());
    login.addClassName("fw-muted");
    var facts = new Div();
    facts.addClassName("fw-person-facts");
    if (!membership.active()) {
      facts.add(badge(UiTexts.of("people.inactive"), "gray"));
    }
    if (membership.administrator()) {
      facts.add(badge(UiTexts.of("people.administrator"), "purple"));
    }
    membership.roles().stream()
        .sorted()
        .forEach(
            key ->
                people().roles().stream()
                    .filter(role -> role.key().equals(key))
                    .forEach(role -> facts.add(badge(role.title().in(UiTexts.locale()), "blue"))));
    membership.departments().stream()
        .flatMap(id -> people().department(id).stream())
        .map(Department::name)
        .forEach(department -> facts.add(new Span(department)));
    var line = new Div(initials(membership), new Div(name, login), facts);
    line.addClassName("fw-person");
    return line;
  }

  private static Span initials(Membership membership) {
    var initials =
        new Span(membership.name().substring(0, membership.name().offsetByCodePoints(0, 1)));
    initials.addClassName("fw-initials");
    initials.getElement().setAttribute("aria-hidden", "true");
    return initials;
  }

  private static Span badge(String text, String color) {
    var badge = new Span(text);
    badge.addClassName("fw-badge");
    badge.getElement().setAttribute("data-color", color);
    return badge;
  }

  private void saved() {
    Toast.done(UiTexts.of("people.saved"));
    fill();
  }
}
