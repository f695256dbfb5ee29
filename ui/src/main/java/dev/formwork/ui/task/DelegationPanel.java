package dev.formwork.ui.task;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Membership;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.RelativeTime;
import dev.formwork.ui.field.TypedInputs;
import dev.formwork.ui.field.input.MomentInput;
import dev.formwork.ui.flow.instance.ProcessServices;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.people.Delegations;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Delegates the member's tasks to someone else for a period. */
public final class DelegationPanel extends Div {

  private final transient Delegations delegations;
  private final transient Caller caller;
  private final Div list = new Div();
  private final ComboBox<MemberId> to = new ComboBox<>(UiTexts.of("delegate.to"));
  private final MomentInput from;
  private final MomentInput until;

  public DelegationPanel(Delegations delegations, Caller caller) {
    this.delegations = delegations;
    this.caller = caller;
    addClassName("fw-card-panel");
    Map<MemberId, String> names = new LinkedHashMap<>();
    caller.people().standings().stream()
        .filter(Membership::active)
        .filter(one -> !one.service() && !one.member().equals(caller.memberId()))
        .forEach(one -> names.put(one.member(), one.name()));
    to.setItems(names.keySet());
    to.setItemLabelGenerator(names::get);
    to.setWidthFull();
    to.setId("delegate-to");
    var display = new FieldDisplay(UiTexts.locale(), caller.zone(), Map.of());
    from = TypedInputs.moment(display);
    until = TypedInputs.moment(display);
    from.setLabel(UiTexts.of("delegate.from"));
    until.setLabel(UiTexts.of("delegate.until"));
    var now = ZonedDateTime.now(caller.zone()).truncatedTo(ChronoUnit.HOURS).toOffsetDateTime();
    from.setValue(now);
    until.setValue(now.plusDays(7));
    from.setWidthFull();
    until.setWidthFull();
    var save = new Button(UiTexts.of("delegate.save"), _ -> save());
    save.setId("delegate-save");
    list.addClassName("fw-deputies");
    var lead = new Paragraph(UiTexts.of("delegate.lead"));
    lead.addClassName("fw-muted");
    add(new H2(UiTexts.of("delegate.title")), lead, list, to, from, until, save);
    show();
  }

  private void save() {
    if (!TypedInputs.areRead(from, until)) {
      return;
    }
    if (to.getValue() == null || from.getValue() == null || until.getValue() == null) {
      Toast.refused(UiTexts.of("delegate.missing"));
      return;
    }
    var deputy = to.getValue();
    var begins = from.getValue();
    var ends = until.getValue();
    if (UiCommands.done(() -> delegations.save(caller, deputy, begins, ends))) {
      Toast.done(UiTexts.of("delegate.saved"));
      to.clear();
      show();
    }
  }

  private void show() {
    list.removeAll();
    var names = ProcessServices.names(caller);
    var relativeTime = new RelativeTime(caller.zone());
    for (var one : ServiceCalls.await(() -> delegations.list(caller))) {
      var name = new Span(names.getOrDefault(one.to(), "?"));
      name.addClassName("fw-strong");
      var time =
          new Span(
              UiTexts.of(
                  "delegate.time",
                  relativeTime.exact(one.from()),
                  relativeTime.exact(one.until())));
      time.addClassName("fw-muted");
      var end =
          new Button(
              VaadinIcon.CLOSE_SMALL.create(),
              _ -> {
                if (UiCommands.done(() -> delegations.end(caller, one.id()))) {
                  show();
                }
              });
      end.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
      end.setAriaLabel(UiTexts.of("delegate.end"));
      var line = new Div(new Div(name, time), end);
      line.addClassName("fw-token");
      list.add(line);
    }
  }
}
