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
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.share.PublicLink;
import dev.formwork.core.share.PublicLink.Kind;
import dev.formwork.core.share.PublicLinkAdmin;
import dev.formwork.core.share.PublicLinkAdmin.LinkWithToken;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.shell.Backend;
import dev.formwork.ui.shell.Guarded;
import dev.formwork.ui.shell.Texts;
import dev.formwork.ui.shell.Toast;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The public links of a form or of one of its records: list, create, close. */
public final class LinksDialog extends Dialog {

  private final transient Caller caller;
  private final transient CompiledForm form;
  private final transient UUID record;
  private final transient PublicLinkAdmin links;
  private final Div list = new Div();

  /**
   * @param record null: the links to fill in and to look up
   */
  public LinksDialog(Caller caller, CompiledForm form, UUID record, PublicLinkAdmin links) {
    this.caller = caller;
    this.form = form;
    this.record = record;
    this.links = links;
    setHeaderTitle(Texts.of(record == null ? "link.title" : "link.share"));
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
            new Paragraph(Texts.of(record == null ? "link.lead" : "link.share.lead")), list, make);
    body.addClassName("fw-dialog-body");
    add(body);
    getFooter().add(new Button(Texts.of("close"), _ -> close()));
    fill();
  }

  private Button make(Kind kind, String id) {
    var button =
        new Button(
            Texts.of("link.new." + kind.name().toLowerCase(Locale.ROOT)),
            VaadinIcon.PLUS.create(),
            _ ->
                new LinkEditor(
                        caller,
                        form,
                        kind,
                        record,
                        links,
                        made -> {
                          fill();
                          LinkAddress.show(made.token());
                        })
                    .open());
    button.setId(id);
    return button;
  }

  private void fill() {
    list.removeAll();
    var found = Backend.await(() -> links.of(caller, form, record));
    found.forEach(one -> list.add(line(one)));
    list.setVisible(!found.isEmpty());
  }

  private Div line(LinkWithToken linkWithToken) {
    var link = linkWithToken.link();
    var name =
        new Span(
            link.titleOr(form.definition().title()).in(Texts.locale())
                + " · "
                + Texts.of("link.kind." + link.kind().name().toLowerCase(Locale.ROOT)));
    name.addClassName("fw-strong");
    var facts = new Span(facts(link));
    facts.addClassName("fw-muted");
    var show = new Button(Texts.of("link.show"), _ -> LinkAddress.show(linkWithToken.token()));
    var close =
        new Button(
            Texts.of("link.close"),
            _ -> {
              if (Guarded.done(() -> links.revoke(caller, form, link.id()))) {
                Toast.done(Texts.of("link.closed"));
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
    var display = new FieldDisplay(Texts.locale(), caller.zone(), Map.of());
    var facts = new StringBuilder();
    var closed = link.closed(OffsetDateTime.now(caller.zone()));
    if (closed != null) {
      facts.append(Texts.of("link.closed." + closed.name().toLowerCase(Locale.ROOT)));
    } else if (link.settings().closesAt() != null) {
      facts.append(Texts.of("token.until", display.moment(link.settings().closesAt())));
    } else {
      facts.append(Texts.of("link.open-now"));
    }
    if (link.kind() == Kind.FORM) {
      facts
          .append(" · ")
          .append(
              link.settings().quota() == null
                  ? Texts.of("link.used", link.used())
                  : Texts.of("link.used-of", link.used(), link.settings().quota()));
    }
    if (link.protectedByPassword()) {
      facts.append(" · ").append(Texts.of("link.with-password"));
    }
    return facts.toString();
  }
}
