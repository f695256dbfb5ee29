package dev.formwork.ui.pack;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.designer.pack.Pack;
import dev.formwork.designer.pack.PackInstaller;
import dev.formwork.designer.pack.PackLibrary;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.component.Icons;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;
import java.util.stream.Collectors;

/** The template packs that can be installed, and those that are. */
@Route("gallery")
public final class PackGalleryView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final transient PackLibrary library;
  private final transient PackInstaller installer;

  public PackGalleryView(PackLibrary library, PackInstaller installer) {
    this.library = library;
    this.installer = installer;
    addClassName("fw-page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!UserSession.isPresent()) {
      return;
    }
    removeAll();
    var caller = UserSession.caller();
    var installed = ServiceCalls.await(() -> installer.installed(caller));
    var bar = new Div(new H1(UiTexts.of("gallery.title")));
    bar.addClassName("fw-page-bar");
    var lead = new Paragraph(UiTexts.of(installed.isEmpty() ? "gallery.first" : "gallery.lead"));
    lead.addClassName("fw-lead");
    var cards = new Div();
    cards.addClassName("fw-gallery");
    library.all().forEach(pack -> cards.add(card(pack, installed.contains(pack.key()))));
    add(bar, lead, cards);
  }

  private Div card(Pack pack, boolean installed) {
    var icon = new Div(Icons.named(pack.app().icon()));
    icon.addClassName("fw-pack-icon");
    var formTitles = new Div();
    formTitles.addClassName("fw-pack-forms");
    pack.forms().forEach(form -> formTitles.add(new Span(form.title().in(UiTexts.locale()))));
    var version = new Span(UiTexts.of("gallery.version", pack.version()));
    version.addClassName("fw-muted");
    var card =
        new Div(
            icon,
            new H2(pack.title().in(UiTexts.locale())),
            version,
            new Paragraph(pack.description().in(UiTexts.locale())),
            formTitles);
    card.addClassName("fw-pack");
    if (installed) {
      card.add(new Button(UiTexts.of("gallery.open"), _ -> open(pack)));
    } else if (UserSession.caller().isAdministrator()) {
      var samples = new Checkbox(UiTexts.of("gallery.samples"));
      var install =
          new Button(UiTexts.of("gallery.install"), _ -> install(pack, samples.getValue()));
      install.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
      install.setDisableOnClick(true);
      install.setId("install-" + pack.key());
      card.add(samples, install);
    } else {
      card.add(new Paragraph(UiTexts.of("gallery.ask")));
    }
    return card;
  }

  private void install(Pack pack, boolean withSamples) {
    var caller = UserSession.caller();
    UiCommands.run(() -> installer.install(caller, pack.key(), withSamples))
        .ifPresent(
            done -> {
              Toast.done(UiTexts.of("gallery.installed", done.title().in(UiTexts.locale())));
              tellRolesWithoutPeople(done);
              open(done);
            });
  }

  /** Its approvals would stop where they look for somebody. */
  private void tellRolesWithoutPeople(Pack pack) {
    var caller = UserSession.caller();
    var roles = ServiceCalls.await(() -> installer.rolesWithoutPeople(caller, pack));
    if (!roles.isEmpty()) {
      var titles =
          roles.stream()
              .map(role -> role.title().in(UiTexts.locale()))
              .collect(Collectors.joining(FlowText.words().word("comma")));
      var ui = UI.getCurrent();
      Toast.left(
          UiTexts.of("gallery.roles-without-people", titles),
          UiTexts.of("gallery.give-roles"),
          () -> ui.navigate("people"));
    }
  }

  private void open(Pack pack) {
    var start = pack.app().start() != null ? pack.app().start() : pack.app().forms().getFirst();
    getUI().ifPresent(ui -> ui.navigate("app/" + pack.app().key() + "/" + start));
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("gallery.title") + " · Formwork";
  }
}
