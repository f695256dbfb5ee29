package dev.formwork.ui.flow.instance;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.component.LiveRefresh;
import dev.formwork.ui.record.RecordPanel;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.instance.InstanceView;
import dev.formwork.workflow.trigger.ManualStarts;
import java.util.Set;

/** The flows of a record: those that can be started, running and finished ones. */
public final class RecordFlows extends Div {

  private final transient ProcessServices services;
  private final transient Caller caller;
  private final transient CompiledForm form;
  private final transient RecordId record;
  private final transient Runnable onChanged;

  private RecordFlows(
      ProcessServices services,
      Caller caller,
      CompiledForm form,
      RecordId record,
      Runnable onChanged) {
    this.services = services;
    this.caller = caller;
    this.form = form;
    this.record = record;
    this.onChanged = onChanged;
    addClassName("fw-record-flows");
    show();
    LiveRefresh.keep(this, changed -> services.live.listenRecord(record, changed), this::show);
  }

  /** For the panel of a record. */
  public static RecordPanel.FlowSection of(ProcessServices services, Caller caller) {
    return new RecordPanel.FlowSection() {
      @Override
      public boolean takes(CompiledForm form, RecordId record) {
        return ServiceCalls.await(() -> services.starts.takesSubmitted(caller, form, record));
      }

      @Override
      public Component of(CompiledForm form, RecordId record, Runnable onChanged) {
        return new RecordFlows(services, caller, form, record, onChanged);
      }

      @Override
      public Set<String> locked(CompiledForm form, RecordId record) {
        return ServiceCalls.await(() -> services.locks.of(caller, form, record)).fields();
      }
    };
  }

  private void show() {
    removeAll();
    var starts = starts();
    var found = ServiceCalls.await(() -> services.flows.ofRecord(caller, form, record));
    var locks =
        found.isEmpty() ? null : ServiceCalls.await(() -> services.locks.of(caller, form, record));
    setVisible(!found.isEmpty() || starts.getChildren().findAny().isPresent());
    if (!found.isEmpty()) {
      add(new H2(UiTexts.of("flow.of-record")));
    }
    if (locks != null && !locks.locks().isEmpty()) {
      add(new RecordLockBar(services, caller, form, record, locks, this::relocked));
    }
    add(starts);
    found.forEach(one -> add(card(one)));
  }

  private void relocked() {
    onChanged.run();
    show();
  }

  private Component card(InstanceView one) {
    return new InstanceCard(services, caller, one, false, onChanged);
  }

  private Div starts() {
    var starts = new Div();
    starts.addClassName("fw-actions");
    if (caller.readOnly()) {
      return starts;
    }
    var app = form.app();
    ServiceCalls.await(() -> services.starts.startable(caller, app, form.key(), record))
        .forEach(one -> starts.add(start(app, one)));
    return starts;
  }

  private Button start(AppKey app, ManualStarts.StartableFlow one) {
    var label = one.label().in(UiTexts.locale());
    var start = new Button(label, VaadinIcon.PLAY_CIRCLE_O.create());
    start.addThemeVariants(ButtonVariant.LUMO_SMALL);
    start.setId("start-" + one.flow());
    start.setDisableOnClick(true);
    start.addClickListener(
        _ -> {
          UiCommands.run(() -> services.starts.start(caller, app, one.flow(), record, null))
              .ifPresent(
                  _ -> {
                    Toast.done(UiTexts.of("flow.started", label));
                    onChanged.run();
                  });
          show();
        });
    return start;
  }
}
