package dev.formwork.ui.workcalendar;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.access.Caller;
import dev.formwork.core.workspace.calendar.WorkCalendars;
import dev.formwork.core.workspace.calendar.WorkCalendars.SpecialDay;
import dev.formwork.designer.recompute.WorkCalendarChange;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.TypedInputs;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The work calendar of the workspace: days off and worked weekend days. */
@Route("calendar")
public final class WorkCalendarView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final transient WorkCalendars calendars;
  private final transient WorkCalendarChange change;
  private transient Caller caller;
  private transient List<SpecialDay> days = List.of();
  private final Div list = new Div();

  public WorkCalendarView(WorkCalendars calendars, WorkCalendarChange change) {
    this.calendars = calendars;
    this.change = change;
    addClassName("fw-page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!UserSession.isPresent()) {
      return;
    }
    caller = UserSession.caller();
    if (!caller.isAdministrator()) {
      event.forwardTo("gallery");
      return;
    }
    days = ServiceCalls.await(() -> calendars.days(caller.workspace()));
    removeAll();
    var bar = new Div(new H1(UiTexts.of("calendar.title")));
    bar.addClassName("fw-page-bar");
    var lead = new Paragraph(UiTexts.of("calendar.lead"));
    lead.addClassName("fw-muted");
    list.addClassName("fw-calendar-days");
    var body = new Div(zone(), lead, adder(), list);
    body.addClassName("fw-setting");
    add(bar, body);
    show();
  }

  private ComboBox<String> zone() {
    var current = ServiceCalls.await(() -> calendars.zone(caller.workspace())).getId();
    var zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
    zones.add(current);
    var zone = new ComboBox<String>(UiTexts.of("calendar.zone"));
    zone.setHelperText(UiTexts.of("calendar.zone.help"));
    zone.setItems(zones);
    zone.setValue(current);
    zone.setId("calendar-zone");
    zone.addClassName("fw-calendar-zone");
    zone.addValueChangeListener(
        event -> {
          if (event.getValue() == null) {
            zone.setValue(event.getOldValue());
          } else if (event.isFromClient()
              && UiCommands.done(() -> change.move(caller, ZoneId.of(event.getValue())))) {
            Toast.done(UiTexts.of("calendar.saved"));
          }
        });
    return zone;
  }

  private Div adder() {
    var day = TypedInputs.day(new FieldDisplay(UiTexts.locale(), caller.zone(), Map.of()));
    day.setLabel(UiTexts.of("calendar.day"));
    day.setId("calendar-day");
    var kind = new Select<Boolean>();
    kind.setLabel(UiTexts.of("calendar.kind"));
    kind.setItems(false, true);
    kind.setItemLabelGenerator(
        works -> UiTexts.of(Boolean.TRUE.equals(works) ? "calendar.works" : "calendar.off"));
    kind.setValue(false);
    var name = new TextField(UiTexts.of("calendar.name"));
    var add =
        new Button(
            UiTexts.of("calendar.add"),
            VaadinIcon.PLUS.create(),
            _ -> {
              if (!TypedInputs.areRead(day)) {
                return;
              }
              if (day.getValue() == null) {
                day.setInvalid(true);
                day.setErrorMessage(UiTexts.of("calendar.no-day"));
              } else {
                put(new SpecialDay(day.getValue(), kind.getValue(), name.getValue().strip()));
                day.clear();
              }
            });
    add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    var adder = new Div(day, kind, name, add);
    adder.addClassName("fw-calendar-adder");
    return adder;
  }

  private void put(SpecialDay added) {
    var changed = new ArrayList<>(days);
    changed.removeIf(one -> one.day().equals(added.day()));
    changed.add(added);
    changed.sort(Comparator.comparing(SpecialDay::day));
    store(changed);
  }

  private void store(List<SpecialDay> changed) {
    if (UiCommands.done(() -> change.replace(caller, changed))) {
      days = List.copyOf(changed);
      Toast.done(UiTexts.of("calendar.saved"));
      show();
    }
  }

  private void show() {
    list.removeAll();
    days.stream()
        .map(one -> one.day().getYear())
        .distinct()
        .sorted(Comparator.reverseOrder())
        .forEach(this::year);
  }

  private void year(int year) {
    list.add(new H2(Integer.toString(year)));
    days.stream().filter(one -> one.day().getYear() == year).forEach(one -> list.add(line(one)));
  }

  private Div line(SpecialDay day) {
    var date =
        new Span(
            DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .localizedBy(UiTexts.locale())
                .format(day.day()));
    var badge = new Span(UiTexts.of(day.works() ? "calendar.works" : "calendar.off"));
    badge.addClassName("fw-badge");
    badge.getElement().setAttribute("data-color", day.works() ? "blue" : "amber");
    var remove =
        new Button(
            VaadinIcon.CLOSE_SMALL.create(),
            _ -> store(days.stream().filter(one -> !one.equals(day)).toList()));
    remove.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    remove.setAriaLabel(UiTexts.of("calendar.remove", day.day().toString()));
    var line = new Div(date, badge, new Span(day.name()), remove);
    line.addClassName("fw-calendar-line");
    return line;
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("calendar.title") + " · Formwork";
  }
}
