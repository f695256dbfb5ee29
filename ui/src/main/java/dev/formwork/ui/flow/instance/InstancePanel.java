package dev.formwork.ui.flow.instance;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.access.Caller;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import java.util.UUID;

/** One instance in a side panel, for its submitter and for people who got a copy. */
public final class InstancePanel extends Div {

  public InstancePanel(ProcessServices services, Caller caller, UUID instance, Runnable onClose) {
    addClassNames("fw-record", "fw-task-panel");
    var body = new Div();
    body.addClassName("fw-record-body");
    var title = new H2();
    var head = new Div(title);
    UiCommands.run(() -> services.flows.instance(caller, instance))
        .ifPresent(
            view -> {
              title.setText(
                  view.title() == null ? view.flowTitle().in(UiTexts.locale()) : view.title());
              if (view.record() != null && view.form() != null) {
                head.add(
                    new Anchor(
                        "app/%s/%s/%s".formatted(view.app(), view.form(), view.record()),
                        UiTexts.of("task.record")));
              }
              body.add(new InstanceCard(services, caller, view, true, () -> {}));
            });
    var close = new Button(VaadinIcon.CLOSE.create(), _ -> onClose.run());
    close.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    close.setAriaLabel(UiTexts.of("close"));
    head.add(close);
    head.addClassName("fw-record-head");
    add(head, body);
  }
}
