package dev.formwork.ui.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.member.Member;
import dev.formwork.core.member.Members;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.ui.command.AddressKeys;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.signin.SignInView;
import dev.formwork.ui.text.UiTexts;
import java.time.OffsetDateTime;
import java.util.stream.Collectors;

/** A record to print; shows only fields that a permission set with the print action allows. */
@Route(value = "print/:app/:form/:record", autoLayout = false)
public final class RecordPrintView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final transient CompiledForms forms;
  private final transient RecordService records;
  private final transient Members members;
  private String title = "Formwork";

  public RecordPrintView(CompiledForms forms, RecordService records, Members members) {
    this.forms = forms;
    this.records = records;
    this.members = members;
    addClassName("fw-print");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    removeAll();
    if (!UserSession.isPresent()) {
      event.forwardTo(SignInView.class);
      return;
    }
    var route = event.getRouteParameters();
    try {
      show(
          AddressKeys.app(event),
          AddressKeys.form(event),
          route
              .get("record")
              .filter(id -> id.matches("[0-9a-f-]{36}"))
              .flatMap(RecordId::parse)
              .orElseThrow(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND)));
    } catch (Refusal refusal) {
      add(new H1(UiTexts.of("print.not")), new Paragraph(UiTexts.of(refusal)));
    }
  }

  private void show(AppKey app, FormKey formKey, RecordId id) {
    var caller = UserSession.caller();
    var form = ServiceCalls.await(() -> forms.form(caller.workspace(), app, formKey));
    var record = ServiceCalls.await(() -> records.print(caller, form, id));
    var names =
        ServiceCalls.await(() -> members.of(caller.workspace())).stream()
            .collect(Collectors.toMap(Member::id, Member::name));
    var display = new FieldDisplay(UiTexts.locale(), caller.zone(), names);
    title = record.title();
    var print = new Button(UiTexts.of("print.print"), VaadinIcon.PRINT.create());
    print.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    print.getElement().executeJs("this.addEventListener('click', () => window.print())");
    print.setId("print");
    var tools = new Div(print);
    tools.addClassName("fw-print-tools");
    var kind = new Paragraph(form.definition().title().in(UiTexts.locale()));
    kind.addClassName("fw-muted");
    var foot =
        new Paragraph(
            UiTexts.of(
                "print.foot",
                UserSession.member().name(),
                display.moment(OffsetDateTime.now(caller.zone()))));
    foot.addClassName("fw-muted");
    add(
        tools,
        kind,
        new H1(title.isEmpty() ? "—" : title),
        new RecordDetails(form, record, display),
        foot);
  }

  @Override
  public String getPageTitle() {
    return title;
  }
}
