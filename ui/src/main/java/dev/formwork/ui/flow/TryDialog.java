package dev.formwork.ui.flow;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.organization.Standing;
import dev.formwork.core.record.LookedUp;
import dev.formwork.core.record.RecordQuery;
import dev.formwork.ui.shell.Backend;
import dev.formwork.ui.shell.Guarded;
import dev.formwork.ui.shell.Texts;
import dev.formwork.workflow.motion.Trial;
import dev.formwork.workflow.motion.Trials;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Walks a draft on a record as each person in turn; nothing of it is kept. */
final class TryDialog extends Dialog {

  private final transient FlowServices services;
  private final transient Trials trials;
  private final transient FlowTools tools;
  private final ComboBox<LookedUp> record = new ComboBox<>(Texts.of("try.record"));
  private final ComboBox<UUID> submitter = new ComboBox<>(Texts.of("try.submitter"));
  private final Div stage = new Div();
  private final Button back = new Button(Texts.of("try.back"), VaadinIcon.ARROW_BACKWARD.create());
  private transient Trial trial;

  TryDialog(FlowServices services, Trials trials, FlowTools tools) {
    this.services = services;
    this.trials = trials;
    this.tools = tools;
    setHeaderTitle(Texts.of("try.title"));
    setWidth("min(76rem, 96vw)");
    setHeight("90vh");
    stage.addClassName("fw-try");
    var begin = new Button(Texts.of("try.begin"), VaadinIcon.PLAY.create(), _ -> begin());
    begin.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    begin.setId("try-begin");
    back.addClickListener(_ -> step(() -> trials.back(tools.caller(), trial)));
    back.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    back.setVisible(false);
    var head = new Div();
    head.addClassNames("fw-actions", "fw-try-head");
    records().ifPresent(head::add);
    people();
    head.add(submitter, begin, back);
    stage.add(
        new FlowDiagram(services, tools.caller(), tools.app(), tools.flow(), Set.of(), Set.of()));
    add(head, FlowInputs.hint("try.lead"), stage);
    getFooter().add(new Button(Texts.of("close"), _ -> close()));
  }

  /** Empty for a flow without a record. */
  private java.util.Optional<Component> records() {
    return tools
        .form()
        .map(form -> tools.published().get(form.key().value()))
        .map(
            form -> {
              record.setItemLabelGenerator(LookedUp::toString);
              record.setItems(
                  (com.vaadin.flow.data.provider.Query<LookedUp, String> wanted) -> {
                    var query =
                        new RecordQuery(
                            null,
                            wanted.getFilter().orElse(""),
                            List.of("-updated_at"),
                            wanted.getLimit(),
                            null,
                            wanted.getOffset());
                    return Backend.await(() -> tools.queries().list(tools.caller(), form, query))
                        .items()
                        .stream()
                        .map(one -> new LookedUp(one.id(), one.title()));
                  });
              record.setId("try-record");
              return record;
            });
  }

  private void people() {
    Map<UUID, String> names = new LinkedHashMap<>();
    tools.people().standings().stream()
        .filter(Standing::active)
        .filter(one -> !one.service())
        .forEach(one -> names.put(one.member(), one.name()));
    submitter.setItems(names.keySet());
    submitter.setItemLabelGenerator(names::get);
    submitter.setValue(tools.caller().memberId());
  }

  private void begin() {
    boolean needed = tools.form().isPresent();
    if (needed && record.getValue() == null) {
      record.setErrorMessage(Texts.of("try.record.missing"));
      record.setInvalid(true);
      return;
    }
    var chosen = needed ? record.getValue().id() : null;
    var who = submitter.getValue();
    step(() -> trials.begin(tools.caller(), tools.app(), tools.flow(), chosen, null, who));
  }

  private void step(Supplier<Uni<Trial>> walk) {
    Guarded.run(walk)
        .ifPresent(
            walked -> {
              trial = walked;
              show();
            });
  }

  private void show() {
    back.setVisible(!trial.deeds().isEmpty());
    var now = trial.now();
    stage.removeAll();
    stage.add(
        new FlowDiagram(
            services, tools.caller(), tools.app(), tools.flow(), now.passed(), now.standing()),
        new TryState(
            tools,
            trial,
            (number, act) -> step(() -> trials.act(tools.caller(), trial, number, act, null)),
            () -> step(() -> trials.skipTime(tools.caller(), trial))));
  }
}
