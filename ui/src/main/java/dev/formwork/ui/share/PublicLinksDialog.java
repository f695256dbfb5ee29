package dev.formwork.ui.share;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.share.PublicLink;
import dev.formwork.core.share.PublicLink.Kind;
import dev.formwork.core.share.PublicLinkAdmin;
import dev.formwork.core.share.PublicLinkAdmin.LinkWithToken;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.text.UiTexts;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;

/** The public links of a form or of one of its records: list, create, close. */
public final class PublicLinksDialog extends Dialog {

  private final transient Caller caller;
  private final transient CompiledForm form;
  private final transient RecordId record;
  private final transient PublicLinkAdmin links;
  private final Div list = new Div();

  /**
   * @param record null: the links to fill in and to look up
   */
  public PublicLinksDialog(
      Caller caller, CompiledForm form, RecordId record, PublicLinkAdmin links) {
    this.caller = caller;
    this.form = form;
    this.record = record;
    this.links = links;
    setHeaderTitle(UiTexts.of(record == null ? "link.title" : "link.share"));
    list.addClassName("fw-tokens");
    var make = new Div();
    make.addClassName("fw-actions");
    var rights = RecordAccess.to(caller.doing(RecordAction.SHARE), form);
    if (record != null) {
      make.add(make(Kind.RECORD, "share-record"));
    } else {
      if (rights.may(RecordAction.CREATE)) {
        make.add(make(Kind.FORM, "new-form-link"));
      }
      if (rights.may(RecordAction.READ)) {
        make.add(make(Kind.QUERY, "new-query-link"));
      }
    }
    var body =
        new Div(
            new Paragraph(UiTexts.of(record == null ? "link.lead" : "link.share.lead")),
            list,
            make);
    body.addClassName("fw-dialog-body");
    add(body);
    getFooter().add(new Button(UiTexts.of("close"), _ -> close()));
    fill();
  }

  private Button make(Kind kind, String id) {
    var button =
        new Button(
            UiTexts.of("link.new." + kind.name().toLowerCase(Locale.ROOT)),
            VaadinIcon.PLUS.create(),
            _ ->
                new NewPublicLinkDialog(
                        caller,
                        form,
                        kind,
                        record,
                        links,
                        made -> {
                          fill();
                          PublicLinkAddressDialog.show(made.token());
                        })
                    .open());
    button.setId(id);
    return button;
  }

  private void fill() {
    list.removeAll();
    var found = ServiceCalls.await(() -> links.of(caller, form, record));
    found.forEach(one -> list.add(line(one)));
    list.setVisible(!found.isEmpty());
  }

  private Div line(LinkWithToken linkWithToken) {
    var link = linkWithToken.link();
    var name =
        new Span(
            link.titleOr(form.definition().title()).in(UiTexts.locale())
                + " · "
                + UiTexts.of("link.kind." + link.kind().name().toLowerCase(Locale.ROOT)));
    name.addClassName("fw-strong");
    var facts = new Span(facts(link));
    facts.addClassName("fw-muted");
    var show =
        new Button(
            UiTexts.of("link.show"), _ -> PublicLinkAddressDialog.show(linkWithToken.token()));
    var close =
        new Button(
            UiTexts.of("link.close"),
            _ -> {
              if (UiCommands.done(() -> links.revoke(caller, form, link.id()))) {
                Toast.done(UiTexts.of("link.closed"));
                fill();
              }
            });
    show.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    close.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
    var line = new Div(new Div(name, facts), new Div(show, close));
    line.addClassName("fw-token");
    return line;
  }

  private String facts(PublicLink link) {
    var display = new FieldDisplay(UiTexts.locale(), caller.zone(), Map.of());
    var facts = new StringBuilder();
    var closed = link.closed(OffsetDateTime.now(caller.zone()));
    if (closed != null) {
      facts.append(UiTexts.of("link.closed." + closed.name().toLowerCase(Locale.ROOT)));
    } else if (link.settings().closesAt() != null) {
      facts.append(UiTexts.of("token.until", display.moment(link.settings().closesAt())));
    } else {
      facts.append(UiTexts.of("link.open-now"));
    }
    if (link.kind() == Kind.FORM) {
      facts
          .append(" · ")
          .append(
              link.settings().quota() == null
                  ? UiTexts.of("link.used", link.used())
                  : UiTexts.of("link.used-of", link.used(), link.settings().quota()));
    }
    if (link.protectedByPassword()) {
      facts.append(" · ").append(UiTexts.of("link.with-password"));
    }
    return facts.toString();
  }
}
