package dev.formwork.ui.notice;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.access.Caller;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.component.LiveRefresh;
import dev.formwork.ui.field.RelativeTime;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.notice.Notices;
import dev.formwork.workflow.people.RolesWithoutPeople;
import java.util.Optional;
import java.util.stream.Collectors;

/** A bell with the number of notices not seen yet; a press shows the latest. */
public final class NoticeBell extends Div {

  private static final int LATEST = 50;

  private final transient Notices notices;
  private final transient Caller caller;
  private final transient RolesWithoutPeople roles;
  private final Span count = new Span();
  private final Button button = new Button(VaadinIcon.BELL_O.create(), _ -> open());

  public NoticeBell(Notices notices, LiveTasks live, RolesWithoutPeople roles, Caller caller) {
    this.roles = roles;
    this.notices = notices;
    this.caller = caller;
    addClassName("fw-bell");
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    count.addClassNames("fw-count", "fw-bell-count");
    count.getElement().setAttribute("aria-hidden", "true");
    add(button, count);
    show();
    LiveRefresh.keep(this, changed -> live.listen(caller.memberId(), changed), this::show);
  }

  private void show() {
    long unseen = ServiceCalls.await(() -> notices.unseen(caller));
    count.setText(unseen > 99 ? "99+" : Long.toString(unseen));
    count.setVisible(unseen > 0);
    var label = unseen == 0 ? UiTexts.of("notice.title") : UiTexts.of("notice.unseen", unseen);
    button.setAriaLabel(label);
    button.setTooltipText(label);
  }

  private void open() {
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("notice.title"));
    dialog.setWidth("min(30rem, 94vw)");
    var list = new Div();
    list.addClassName("fw-notices");
    var relativeTime = new RelativeTime(caller.zone());
    unfilled(dialog).ifPresent(list::add);
    var found = ServiceCalls.await(() -> notices.latest(caller, LATEST));
    found.forEach(one -> list.add(line(one, relativeTime, dialog)));
    if (found.isEmpty()) {
      var none = new Paragraph(UiTexts.of("notice.none"));
      none.addClassName("fw-muted");
      list.add(none);
    }
    dialog.add(list);
    var all =
        new Button(
            UiTexts.of("notice.all-seen"),
            _ -> {
              UiCommands.done(() -> notices.seen(caller));
              dialog.close();
              show();
            });
    all.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    all.setId("notices-seen");
    all.setVisible(found.stream().anyMatch(one -> !one.seen()));
    dialog.getFooter().add(all, new Button(UiTexts.of("close"), _ -> dialog.close()));
    dialog.open();
  }

  /** Roles that flows wait for and nobody has: it stays until somebody has them. */
  private Optional<NativeButton> unfilled(Dialog dialog) {
    var found = ServiceCalls.await(() -> roles.of(caller));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var titles =
        found.stream()
            .map(role -> role.title().in(UiTexts.locale()))
            .collect(Collectors.joining(FlowText.words().word("comma")));
    var title = new Span(UiTexts.of("notice.roles-without-people"));
    title.addClassName("fw-strong");
    var line = new NativeButton();
    line.add(title, new Span(titles));
    line.addClassNames("fw-notice", "fw-notice-new");
    line.setId("roles-without-people");
    line.addClickListener(
        _ -> {
          dialog.close();
          getUI().ifPresent(ui -> ui.navigate("people"));
        });
    return Optional.of(line);
  }

  private NativeButton line(Notices.Notice one, RelativeTime relativeTime, Dialog dialog) {
    var title = new Span(one.title());
    title.addClassName("fw-strong");
    var line = new NativeButton();
    line.add(title);
    if (one.text() != null && !one.text().isBlank()) {
      line.add(new Span(one.text()));
    }
    line.add(relativeTime.ago(one.at()));
    line.addClassName("fw-notice");
    line.setClassName("fw-notice-new", !one.seen());
    line.addClickListener(
        _ -> {
          dialog.close();
          if (!one.seen()) {
            UiCommands.done(() -> notices.seen(caller, one.id()));
            show();
          }
          if (one.path() != null) {
            getUI().ifPresent(ui -> ui.navigate(one.path().replaceFirst("^/", "")));
          }
        });
    return line;
  }
}
